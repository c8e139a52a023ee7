import { beforeAll, describe, expect, it } from 'vitest';
import { loadColumn } from '../testing/load-column.js';
import type { Column } from './column.js';
import { POPULATIONS } from './populations.js';

const BUILD_MS = 120_000;

/** Runs for `ms` of biological time and returns the spikes as `time:neuron`, in order. */
function run(column: Column, ms: number, chunk = 16): string[] {
  const spikes: string[] = [];
  for (let done = 0; done < ms; done += chunk) {
    const { neurons, times } = column.step(chunk);
    for (const [at, neuron] of neurons.entries())
      spikes.push(`${String(done + (times[at] ?? 0))}:${String(neuron)}`);
  }
  return spikes;
}

/** Mean rate of each population (Hz) over `ms`. */
function ratesOf(spikes: readonly string[], column: Column, ms: number): number[] {
  const { starts } = column.info;
  const counts = POPULATIONS.map(() => 0);
  for (const spike of spikes) {
    const neuron = Number(spike.split(':')[1]);
    const p = starts.findLastIndex((start) => start <= neuron);
    counts[p] = (counts[p] ?? 0) + 1;
  }
  return counts.map((count, p) => (count * 1000) / ms / ((starts[p + 1] ?? 0) - (starts[p] ?? 0)));
}

describe('the column', () => {
  beforeAll(async () => void (await loadColumn()), BUILD_MS);

  it('does the same again with the same seed, and something else with another', async () => {
    const [first, again, other] = await Promise.all([loadColumn(), loadColumn(), loadColumn(0.05, 8)]);
    const spikes = run(first, 320);
    expect(spikes.length).toBeGreaterThan(1_000);
    expect(run(again, 320)).toEqual(spikes);
    expect(run(other, 320)).not.toEqual(spikes);
  });

  it('does the same whatever the length of the calls', async () => {
    const [long, short] = await Promise.all([loadColumn(), loadColumn()]);
    const sets = [run(long, 256, 32), run(short, 256, 8)];
    expect(sets[0]).toEqual(sets[1]);
  });

  it('has synapses that all lead to a neuron, with delays from 0.25 to 7.5 ms', async () => {
    const { wasm, info } = await loadColumn();
    const table = new DataView(wasm.memory.buffer, wasm.synapses_pointer(), wasm.synapses_bytes());
    let wrong = 0;
    for (let at = 0; at < table.byteLength; at += 8) {
      const packed = table.getUint32(at, true);
      const quarters = packed >>> 24;
      if ((packed & 0xffffff) >= info.neurons || quarters < 1 || quarters > 30) wrong++;
    }
    expect(wrong).toBe(0);
    const ends = new Uint32Array(wasm.memory.buffer, wasm.outgoing_pointer(), info.neurons + 1);
    expect(ends[info.neurons]).toBe(info.synapses);
  });

  it.each([
    [1, 'finest'],
    [2, 'middle'],
    [4, 'coarsest'],
  ])(
    'fires as the full model does, each population at its own rate (step of %i quarters, %s)',
    async (quarters) => {
      const column = await loadColumn();
      column.setStep(quarters);
      run(column, 400);
      const rates = ratesOf(run(column, 1_600), column, 1_600);
      // full-scale model: 0.9, 3.0, 4.4, 5.9, 7.7, 8.7, 1.1, 7.9 Hz; downscaling costs layer 2/3 half of its own
      const limits = [
        [0.15, 2],
        [1, 5],
        [2.5, 6.5],
        [3, 8],
        [4, 12],
        [5, 12],
        [0.3, 2.5],
        [4.5, 11],
      ];
      for (const [p, [low = 0, high = 0]] of limits.entries()) {
        expect(rates[p], POPULATIONS[p]?.name).toBeGreaterThan(low);
        expect(rates[p], POPULATIONS[p]?.name).toBeLessThan(high);
      }
    },
  );

  it('fires irregularly: intervals between the spikes of a cell vary nearly as much as chance makes them', async () => {
    const column = await loadColumn();
    run(column, 400);
    const last = new Map<string, number>();
    const intervals = new Map<string, number[]>();
    for (const spike of run(column, 3_200)) {
      const [time = '', neuron = ''] = spike.split(':');
      const before = last.get(neuron);
      if (before !== undefined)
        intervals.set(neuron, [...(intervals.get(neuron) ?? []), Number(time) - before]);
      last.set(neuron, Number(time));
    }
    const variations = [...intervals.values()].filter((list) => list.length >= 8).map(variation);
    const mean = variations.reduce((sum, value) => sum + value, 0) / variations.length;
    expect(variations.length).toBeGreaterThan(100);
    expect(mean).toBeGreaterThan(0.6); // clockwork: 0; chance: 1
    expect(mean).toBeLessThan(1.2);
  });

  it('answers to a click where it was, and not elsewhere', async () => {
    const [touched, calm] = await Promise.all([loadColumn(), loadColumn()]);
    expect(touched.wasm.stimulate(0, -750, 0, 170, 1_800)).toBeGreaterThan(5);
    expect(run(touched, 32).length).toBeGreaterThan(run(calm, 32).length + 10);
    expect(touched.wasm.stimulate(5_000, 0, 0, 170, 1_800)).toBe(0);
  });
});

/** Standard deviation over mean. */
function variation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) / mean;
}
