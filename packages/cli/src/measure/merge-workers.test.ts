import { createHistogram } from '@wasm-vitals/analysis';
import type { FunctionStats, Snapshot, WasmActive } from '@wasm-vitals/protocol';
import { describe, expect, it } from 'vitest';
import { exampleSnapshot } from '../testing/example-snapshot.js';
import { activeWasm } from './active-wasm.js';
import { mergeWorkers } from './merge-workers.js';

function functionStats(name: string, times: readonly number[]): FunctionStats {
  const histogram = createHistogram();
  for (const time of times) histogram.record(time);
  const totalTime = times.reduce((sum, time) => sum + time, 0);
  return {
    name,
    module: 'm1',
    kind: 'export',
    calls: times.length,
    totalTime,
    errors: 0,
    samplingRate: 1,
    histogram: histogram.take(),
  };
}

/** A section in which one export was called with these times, in ms. */
function section(name: string, times: readonly number[], memoryUsage: number): WasmActive {
  const functions = times.length > 0 ? [functionStats(name, times)] : [];
  return {
    status: 'active',
    memoryUsage,
    executionStats: { calls: times.length, totalTime: functions[0]?.totalTime ?? 0, errors: 0 },
    functionCallCounts: times.length > 0 ? { [name]: times.length } : {},
    functions,
    modules: [{ id: 'm1', name: 'a.wasm', instances: 1, exports: 1, imports: 0, memories: [] }],
    growth: [],
    traps: [],
  };
}

const at = (timestamp: number, wasm: Snapshot['wasm']): Snapshot => exampleSnapshot({ timestamp, wasm });
const none = { status: 'not_initialized' } as const;
const worker = (snapshots: readonly Snapshot[], closedAt?: number) => ({
  url: 'worker.js',
  answered: true,
  snapshots,
  ...(closedAt === undefined ? {} : { closedAt }),
});

describe('mergeWorkers', () => {
  it('leaves a page without workers as it is', () => {
    const page = [at(1_000, none), at(2_000, section('f', [1], 10))];
    expect(mergeWorkers(page, [])).toEqual(page);
    expect(mergeWorkers(page, [worker([at(1_500, none)])])).toEqual(page);
  });

  it('loses no call, wherever the clocks of page and worker stand', () => {
    const page = [at(1_000, none), at(2_000, none), at(3_000, none)];
    const told = [400, 900, 1_700, 1_900, 2_500, 3_400, 3_900].map((time) =>
      at(time, section('f', [2, 4], 10)),
    );
    const calls = mergeWorkers(page, [worker(told)]).map(
      ({ wasm }) => activeWasm(wasm)?.executionStats.calls,
    );
    expect(calls).toEqual([4, 4, 6]);
  });

  it('adds calls, memory and instances of page and workers, and merges their histograms', () => {
    const page = [at(1_000, section('f', [1, 1, 1], 100))];
    const workers = [worker([at(900, section('g', [9], 20))]), worker([at(950, section('f', [1], 3))])];
    const [merged] = mergeWorkers(page, workers);
    const wasm = merged && activeWasm(merged.wasm);
    expect(wasm).toMatchObject({ memoryUsage: 123, functionCallCounts: { f: 4, g: 1 } });
    expect(wasm?.executionStats).toMatchObject({ calls: 5, totalTime: 13, max: 9 });
    expect(wasm?.executionStats.p50).toBeCloseTo(1, 1);
    expect(wasm?.functions[0]?.name).toBe('g');
    expect(wasm?.modules).toMatchObject([{ id: 'm1', instances: 3 }]);
  });

  it('takes memory as it was last within an interval, and as it was before where nothing was told', () => {
    const page = [at(1_000, none), at(2_000, none)];
    const told = [at(500, section('f', [1], 10)), at(900, section('f', [1], 30))];
    const merged = mergeWorkers(page, [worker(told)]).map(({ wasm }) => activeWasm(wasm));
    expect(merged.map((wasm) => wasm?.memoryUsage)).toEqual([30, 30]);
    expect(merged.map((wasm) => wasm?.executionStats.calls)).toEqual([2, 0]);
  });

  it('gives the memory of a worker back that has ended', () => {
    const page = [at(1_000, none), at(2_000, none), at(3_000, none)];
    const merged = mergeWorkers(page, [worker([at(900, section('f', [1], 10))], 950)]);
    expect(merged.map(({ wasm }) => activeWasm(wasm)?.memoryUsage)).toEqual([10, undefined, undefined]);
  });
});
