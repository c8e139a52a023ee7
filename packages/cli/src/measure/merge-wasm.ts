import { mergeHistograms, quantile } from '@wasm-vitals/analysis';
import type {
  AllocatorStats,
  ExecutionStats,
  FunctionStats,
  ModuleInfo,
  WasmActive,
} from '@wasm-vitals/protocol';

type Sections = readonly WasmActive[];

const sumOf = (sections: Sections, read: (section: WasmActive) => number): number =>
  sections.reduce((sum, section) => sum + read(section), 0);

/** Sum of the readings that are there; undefined where there is none. */
function sumOfPresent(values: readonly (number | undefined)[]): number | undefined {
  const present = values.filter((value) => value !== undefined);
  return present.length === 0 ? undefined : present.reduce((sum, value) => sum + value, 0);
}

/** Calls and times are sums; percentiles come from the merged histograms. */
function mergeExecution(sections: Sections, functions: readonly FunctionStats[]): ExecutionStats {
  const calls = sumOf(sections, ({ executionStats }) => executionStats.calls);
  const totalTime = sumOf(sections, ({ executionStats }) => executionStats.totalTime);
  const errors = sumOf(sections, ({ executionStats }) => executionStats.errors);
  const inside = functions.filter(({ kind }) => kind === 'export' || kind === 'table');
  const histogram = mergeHistograms(inside.flatMap((stats) => stats.histogram ?? []));
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((q) => quantile(histogram, q));
  return {
    calls,
    totalTime,
    errors,
    ...(calls > 0 ? { avgExecutionTime: totalTime / calls } : {}),
    ...(p50 === undefined ? {} : { p50 }),
    ...(p95 === undefined ? {} : { p95 }),
    ...(p99 === undefined ? {} : { p99 }),
    ...(histogram.max === undefined ? {} : { max: histogram.max }),
  };
}

function mergeCounts(sections: Sections): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { functionCallCounts } of sections) {
    for (const [name, count] of Object.entries(functionCallCounts))
      counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return Object.fromEntries(counts);
}

/** One module may run in the page and in its workers: it is listed once, with all its instances and memories. */
function mergeModules(sections: Sections): readonly ModuleInfo[] {
  const modules = new Map<string, ModuleInfo>();
  for (const module of sections.flatMap((section) => section.modules)) {
    const known = modules.get(module.id);
    const merged = known && {
      ...known,
      instances: known.instances + module.instances,
      memories: [...known.memories, ...module.memories],
    };
    modules.set(module.id, merged ?? module);
  }
  return [...modules.values()];
}

function mergeAllocators(sections: Sections): AllocatorStats | undefined {
  const all = sections.flatMap(({ allocatorStats }) => allocatorStats ?? []);
  if (all.length === 0) return undefined;
  const sum = (read: (stats: AllocatorStats) => number): number =>
    all.reduce((total, stats) => total + read(stats), 0);
  const fragmentation = all.flatMap(({ fragmentationRatio }) => fragmentationRatio ?? []);
  return {
    totalAllocated: sum(({ totalAllocated }) => totalAllocated),
    totalDeallocated: sum(({ totalDeallocated }) => totalDeallocated),
    currentAllocations: sum(({ currentAllocations }) => currentAllocations),
    peakMemoryUsage: sum(({ peakMemoryUsage }) => peakMemoryUsage),
    ...(fragmentation.length > 0 ? { fragmentationRatio: Math.max(...fragmentation) } : {}),
  };
}

/** Everything that happened in these sections: calls, functions, growth, traps. */
function mergeEvents(sections: Sections) {
  const functions = sections
    .flatMap((section) => section.functions)
    .sort((a, b) => b.totalTime - a.totalTime);
  return {
    status: 'active',
    functions,
    executionStats: mergeExecution(sections, functions),
    functionCallCounts: mergeCounts(sections),
    growth: sections.flatMap(({ growth }) => growth),
    traps: sections.flatMap(({ traps }) => traps),
  } as const;
}

/** One after the other in the same place: what happened adds up, what is there is as it was last. */
export function mergeInTime(sections: Sections): WasmActive | undefined {
  const newest = sections.at(-1);
  if (!newest || sections.length === 1) return newest;
  return { ...newest, ...mergeEvents(sections) };
}

/** At the same time in several places (the page and its workers): everything adds up. */
export function mergePlaces(sections: Sections): WasmActive | undefined {
  const [only] = sections;
  if (!only || sections.length === 1) return only;
  const heapSize = sumOfPresent(sections.map((section) => section.heapSize));
  const allocatorStats = mergeAllocators(sections);
  return {
    ...mergeEvents(sections),
    memoryUsage: sumOf(sections, ({ memoryUsage }) => memoryUsage),
    modules: mergeModules(sections),
    ...(heapSize === undefined ? {} : { heapSize }),
    ...(allocatorStats ? { allocatorStats } : {}),
  };
}

/** The same place in an interval in which nothing was told: what was there is still there. */
export function idleSection(section: WasmActive): WasmActive {
  return { ...section, ...mergeEvents([]) };
}
