import { describe, expect, it } from 'vitest';
import { mergeHistograms, quantile } from '@wasm-vitals/analysis';
import { createFakeFeed } from '../testing/fake-feed.js';
import { functionRows } from './function-rows.js';

const feed = createFakeFeed('degraded', { length: 300 });
const history = feed.history();
const newest = history.at(-1)?.timestamp ?? 0;

describe('functionRows', () => {
  it('sums what the snapshots of the window say', () => {
    const window = { from: newest - 60_000, to: newest };
    const inside = history.filter(({ timestamp }) => timestamp >= window.from);
    const all = inside.flatMap(({ wasm }) => ('functions' in wasm ? wasm.functions : []));
    const mine = all.filter(({ name }) => name === 'step_neurons');
    const calls = mine.reduce((sum, one) => sum + one.calls, 0);
    const row = functionRows(history, window).find(({ name }) => name === 'step_neurons');
    expect(row).toMatchObject({ calls, module: 'cortical-column.wasm', errors: 0 });
    expect(row?.callsPerSecond).toBeCloseTo(calls / (inside.length * 5));
    const merged = mergeHistograms(mine.flatMap(({ histogram }) => (histogram ? [histogram] : [])));
    expect(row?.percentile(0.95)).toBe(quantile(merged, 0.95));
  });

  it('is ordered by time, and shows a slowdown in the trend', () => {
    const rows = functionRows(history, { from: newest - 300_000, to: newest });
    const times = rows.map(({ totalTime }) => totalTime);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    const trend = rows.find(({ name }) => name === 'step_neurons')?.trend ?? [];
    expect(trend.at(-1)).toBeGreaterThan(1.5 * (trend[1] ?? Infinity));
  });

  it('keeps functions of one name in two modules apart', () => {
    const doubled = history.slice(-3).map((snapshot) => ({
      ...snapshot,
      wasm:
        'functions' in snapshot.wasm
          ? {
              ...snapshot.wasm,
              functions: snapshot.wasm.functions.flatMap((one) => [one, { ...one, module: 'm1' }]),
            }
          : snapshot.wasm,
    }));
    const rows = functionRows(doubled, { from: 0, to: newest }).filter(({ name }) => name === 'step_neurons');
    expect(rows.map(({ module }) => module).toSorted()).toEqual(['cortical-column.wasm', 'spike-codec.wasm']);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(2);
  });

  it('keeps what a worker called apart from what the page called of the same name', () => {
    const shared = history.slice(-3).map((snapshot) => ({
      ...snapshot,
      wasm:
        'functions' in snapshot.wasm
          ? {
              ...snapshot.wasm,
              functions: snapshot.wasm.functions.flatMap((one) => [
                one,
                { ...one, worker: 'sim.js', calls: 1 },
              ]),
            }
          : snapshot.wasm,
    }));
    const rows = functionRows(shared, { from: 0, to: newest }).filter(({ name }) => name === 'step_neurons');
    expect(rows.map(({ worker }) => worker).toSorted()).toEqual(['sim.js', undefined]);
    expect(rows.find(({ worker }) => worker === 'sim.js')?.calls).toBe(3);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(2);
  });

  it('is empty where nothing was called', () => {
    expect(functionRows([], { from: 0, to: 1 })).toEqual([]);
  });
});
