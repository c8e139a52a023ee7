import type { FunctionStats, MemoryInfo, WasmActive } from '@wasm-vitals/protocol';
import { describe, expect, it } from 'vitest';
import { createHistogram } from '../histogram/histogram.js';
import { mainThreadTime } from './execution-stats.js';
import { idleSection, mergeInTime, mergePlaces } from './merge-wasm.js';

const PAGE = 65_536;

function stats(name: string, times: readonly number[]): FunctionStats {
  const histogram = createHistogram();
  for (const time of times) histogram.record(time);
  const totalTime = times.reduce((sum, time) => sum + time, 0);
  return {
    ...{ name, module: 'm', kind: 'export', calls: times.length, totalTime, errors: 0 },
    ...{ samplingRate: 1, histogram: histogram.take(0.1) },
  } as const;
}

const memory = (pages: number, id?: string): MemoryInfo => ({
  ...{ name: 'memory', reserved: pages * PAGE, live: pages * 100, shared: id !== undefined },
  ...(id === undefined ? {} : { id }),
});

function section(functions: readonly FunctionStats[], memories: readonly MemoryInfo[] = []): WasmActive {
  const totalTime = functions.reduce((sum, each) => sum + each.totalTime, 0);
  const calls = functions.reduce((sum, each) => sum + each.calls, 0);
  return {
    status: 'active',
    memoryUsage: memories.reduce((sum, { reserved }) => sum + reserved, 0),
    heapSize: memories.reduce((sum, { live = 0 }) => sum + live, 0),
    executionStats: { calls, totalTime, errors: 0 },
    functionCallCounts: {},
    functions,
    modules: [{ id: 'm', name: 'a.wasm', instances: 1, exports: 1, imports: 0, memories }],
    growth: [],
    traps: [],
  };
}

const grown = (base: WasmActive): WasmActive => ({
  ...base,
  growth: [{ timestamp: 1, module: 'm', memory: 'memory', pagesBefore: 1, pagesAfter: 2 }],
});

describe('mergePlaces', () => {
  it('marks what workers did, adds up what workers of one name did, and keeps the page’s apart', () => {
    const page = section([stats('step', [1, 1])]);
    const workers = ['sim', 'sim', 'io'].map((name) => ({
      info: { name },
      section: section([stats('step', [10])]),
    }));
    const merged = mergePlaces(page, workers);
    expect(merged?.functions.map(({ name, worker, calls }) => [name, worker, calls])).toEqual([
      ['step', 'sim', 2],
      ['step', 'io', 1],
      ['step', undefined, 2],
    ]);
    expect(merged?.executionStats).toMatchObject({ calls: 5, totalTime: 32, max: 10 });
    expect(merged?.functionCallCounts).toEqual({ step: 5 });
    expect(merged?.workers).toMatchObject([
      { name: 'sim', calls: 1, totalTime: 10 },
      { name: 'sim', calls: 1, totalTime: 10 },
      { name: 'io', calls: 1, totalTime: 10 },
    ]);
    expect(merged && mainThreadTime(merged)).toBe(2);
  });

  it('names a worker that told nothing, without a figure', () => {
    const merged = mergePlaces(section([]), [{ info: { name: 'mute' } }]);
    expect(merged?.workers).toEqual([{ name: 'mute' }]);
    expect(mergePlaces(undefined, [{ info: { name: 'mute' } }])).toBeUndefined();
  });

  it('counts a shared memory once: its bytes, its live bytes and its growth', () => {
    const page = grown(section([], [memory(2, 's')]));
    const worker = grown(section([], [memory(2, 's'), memory(3)]));
    const other = section([], [memory(5, 'other')]);
    const merged = mergePlaces(page, [
      { info: { name: 'a' }, section: worker },
      { info: { name: 'b' }, section: other },
    ]);
    expect(merged).toMatchObject({ memoryUsage: 10 * PAGE, heapSize: 1_000 });
    expect(merged?.modules[0]?.memories.map(({ reserved }) => reserved / PAGE)).toEqual([2, 3, 5]);
    expect(merged?.growth).toHaveLength(1);
  });

  it('counts the allocator of a shared memory once', () => {
    const allocatorStats = {
      ...{ totalAllocated: 7, totalDeallocated: 1, currentAllocations: 2, peakMemoryUsage: 6 },
    };
    const same = { ...section([], [memory(1, 's')]), allocatorStats };
    const own = { ...section([], [memory(1)]), allocatorStats };
    const merged = mergePlaces(same, [
      { info: { name: 'a' }, section: same },
      { info: { name: 'b' }, section: own },
    ]);
    expect(merged?.allocatorStats).toMatchObject({ totalAllocated: 14, currentAllocations: 4 });
  });
});

describe('mergeInTime', () => {
  it('adds what happened and takes what is there as it was last', () => {
    const merged = mergeInTime([
      grown(section([stats('step', [1, 3])], [memory(1)])),
      section([stats('step', [2])], [memory(2)]),
    ]);
    expect(merged).toMatchObject({ memoryUsage: 2 * PAGE, executionStats: { calls: 3, totalTime: 6 } });
    expect(merged?.functions).toMatchObject([{ name: 'step', calls: 3, histogram: { count: 3, max: 3 } }]);
    expect(merged?.growth).toHaveLength(1);
  });

  it('leaves an idle place its memory and nothing else', () => {
    const idle = idleSection(grown(section([stats('step', [1])], [memory(1)])));
    expect(idle).toMatchObject({
      memoryUsage: PAGE,
      functions: [],
      growth: [],
      executionStats: { calls: 0 },
    });
    expect(idle.executionStats).not.toHaveProperty('p50');
  });
});
