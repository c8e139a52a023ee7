import type { WasmActive, WorkerInfo } from '@wasm-vitals/protocol';
import { countByName, executionStats, histogramOfCalls } from './execution-stats.js';
import { mergeFunctions } from './merge-functions.js';
import { addMemory, mergeAllocators, mergeGrowth, mergeModules } from './merge-memory.js';

type Sections = readonly WasmActive[];

/** A worker and what it told; without a section it is named and adds nothing. */
export interface WorkerPlace {
  readonly info: Omit<WorkerInfo, 'calls' | 'totalTime' | 'memoryUsage'>;
  readonly section?: WasmActive | undefined;
}

/** Everything that happened in these sections: calls, functions, traps. */
function mergeEvents(sections: Sections) {
  const functions = mergeFunctions(sections.flatMap((section) => section.functions));
  const sum = (name: 'calls' | 'totalTime' | 'errors'): number =>
    sections.reduce((total, section) => total + section.executionStats[name], 0);
  const totals = { calls: sum('calls'), totalTime: sum('totalTime'), errors: sum('errors') };
  return {
    status: 'active',
    functions,
    executionStats: executionStats(totals, histogramOfCalls(functions)),
    functionCallCounts: countByName(functions),
    traps: sections.flatMap(({ traps }) => traps),
  } as const;
}

/** One after the other in the same place: what happened adds up, what is there is as it was last. */
export function mergeInTime(sections: Sections): WasmActive | undefined {
  const newest = sections.at(-1);
  if (!newest || sections.length === 1) return newest;
  return { ...newest, ...mergeEvents(sections), growth: sections.flatMap(({ growth }) => growth) };
}

/** The same place in an interval in which nothing was told: what was there is still there. */
export function idleSection(section: WasmActive): WasmActive {
  return { ...section, ...mergeEvents([]), growth: [] };
}

/** Says of everything that happened in a section that it was in this worker. */
function inWorker(section: WasmActive, worker: string): WasmActive {
  const mark = <T extends object>(each: T) => ({ ...each, worker });
  return {
    ...section,
    functions: section.functions.map(mark),
    growth: section.growth.map(mark),
    traps: section.traps.map(mark),
  };
}

function workerInfo({ info, section }: WorkerPlace): WorkerInfo {
  if (!section) return info;
  const { calls, totalTime } = section.executionStats;
  return { ...info, calls, totalTime, memoryUsage: section.memoryUsage };
}

/**
 * At the same time in several places, the page and its workers: everything adds up, what happened in a worker is marked
 * with its name, and a memory that several share counts once. Undefined where there is no WebAssembly anywhere.
 */
export function mergePlaces(
  page: WasmActive | undefined,
  workers: readonly WorkerPlace[],
): WasmActive | undefined {
  if (workers.length === 0) return page;
  const marked = workers.flatMap(({ info, section }) => (section ? [inWorker(section, info.name)] : []));
  const sections = page ? [page, ...marked] : marked;
  if (sections.length === 0) return undefined;
  const counted = new Set<string>();
  const added = sections.map((section) => ({ section, ...addMemory(section, counted) }));
  const lives = added.flatMap(({ live }) => live ?? []);
  const allocators = added.filter(({ nothingNew }) => !nothingNew);
  const allocatorStats = mergeAllocators(allocators.flatMap(({ section }) => section.allocatorStats ?? []));
  const sources = allocators.flatMap(({ section }) => section.allocatorSource?.split(', ') ?? []);
  return {
    ...mergeEvents(sections),
    growth: mergeGrowth(sections),
    memoryUsage: added.reduce((sum, { reserved }) => sum + reserved, 0),
    modules: mergeModules(sections),
    ...(lives.length > 0 ? { heapSize: lives.reduce((sum, live) => sum + live, 0) } : {}),
    ...(allocatorStats ? { allocatorStats } : {}),
    ...(sources.length > 0 ? { allocatorSource: [...new Set(sources)].join(', ') } : {}),
    workers: workers.map(workerInfo),
  };
}
