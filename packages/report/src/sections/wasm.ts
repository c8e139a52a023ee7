import { mainThreadTime, mergeHistograms } from '@wasm-vitals/analysis';
import type {
  FunctionStats,
  FunctionSummary,
  HistogramData,
  ModuleInfo,
  Snapshot,
  WasmActive,
  WasmReport,
} from '@wasm-vitals/protocol';
import { compact, latencyOf } from './distribution.js';
import { present, wasmOf } from './sections-of.js';

const MOST_FUNCTIONS = 200;
/** Below this many timed calls a percentile says little. */
const FEWEST_CALLS = 20;
/** Seconds below which a rate says nothing. */
const SHORTEST = 0.001;

interface FunctionSums {
  readonly name: string;
  readonly module: string | undefined;
  readonly worker: string | undefined;
  readonly kind: FunctionStats['kind'];
  calls: number;
  totalTime: number;
  selfTime: number | undefined;
  errors: number;
  timedCalls: number;
  readonly histograms: HistogramData[];
}

const keyOf = ({ kind, module, name, worker }: FunctionStats) => JSON.stringify([kind, module, name, worker]);

function addFunction(sums: Map<string, FunctionSums>, stats: FunctionStats): void {
  const key = keyOf(stats);
  const sum = sums.get(key) ?? {
    name: stats.name,
    module: stats.module,
    worker: stats.worker,
    kind: stats.kind,
    calls: 0,
    totalTime: 0,
    selfTime: undefined,
    errors: 0,
    timedCalls: 0,
    histograms: [],
  };
  sum.calls += stats.calls;
  sum.totalTime += stats.totalTime;
  if (stats.selfTime !== undefined) sum.selfTime = (sum.selfTime ?? 0) + stats.selfTime;
  sum.errors += stats.errors;
  sum.timedCalls += stats.calls * stats.samplingRate;
  if (stats.histogram) sum.histograms.push(stats.histogram);
  sums.set(key, sum);
}

function summarise(sum: FunctionSums, whole: number, seconds: number): FunctionSummary {
  const histogram = sum.histograms.length > 0 ? mergeHistograms(sum.histograms) : undefined;
  return compact<FunctionSummary>({
    name: sum.name,
    module: sum.module,
    worker: sum.worker,
    kind: sum.kind,
    calls: sum.calls,
    callsPerSecond: seconds >= SHORTEST ? sum.calls / seconds : 0,
    totalTime: sum.totalTime,
    selfTime: sum.selfTime,
    share: whole > 0 ? Math.min(1, sum.totalTime / whole) : 0,
    latency: latencyOf([histogram]),
    histogram,
    errors: sum.errors,
    samplingRate: sum.calls > 0 ? Math.min(1, sum.timedCalls / sum.calls) : 0,
  });
}

const insideWasm = ({ kind }: { readonly kind: FunctionStats['kind'] }) =>
  kind === 'export' || kind === 'table';

/** Every function that was called, merged over all snapshots, by total time, greatest first. */
export function summariseFunctions(sections: readonly WasmActive[], seconds: number): FunctionSummary[] {
  const sums = new Map<string, FunctionSums>();
  for (const section of sections) for (const stats of section.functions) addFunction(sums, stats);
  const all = [...sums.values()];
  const inside = sections.reduce((sum, section) => sum + section.executionStats.totalTime, 0);
  const outside = all.reduce((sum, stats) => sum + (insideWasm(stats) ? 0 : stats.totalTime), 0);
  return all
    .map((sum) => summarise(sum, insideWasm(sum) ? inside : outside, seconds))
    .sort((a, b) => b.totalTime - a.totalTime || b.calls - a.calls);
}

/** The newest description of each module; one that was dropped stays in the list. */
function modulesOf(sections: readonly WasmActive[]): readonly ModuleInfo[] {
  const modules = new Map<string, ModuleInfo>();
  for (const section of sections) for (const module of section.modules) modules.set(module.id, module);
  return [...modules.values()];
}

function trapsOf(sections: readonly WasmActive[]): WasmReport['traps'] {
  const traps = new Map<string, { kind: string; export?: string; count: number }>();
  for (const trap of sections.flatMap((section) => section.traps)) {
    const key = JSON.stringify([trap.kind, trap.export]);
    const known = traps.get(key);
    if (known) known.count += trap.count;
    else traps.set(key, compact({ kind: trap.kind, export: trap.export, count: trap.count }));
  }
  return [...traps.values()].sort((a, b) => b.count - a.count);
}

function judge(sections: readonly WasmActive[], calls: number): Pick<WasmReport, 'data' | 'note'> {
  if (sections.length === 0) return { data: 'none', note: 'No WebAssembly was seen in this period.' };
  if (calls >= FEWEST_CALLS) return { data: 'enough' };
  return {
    data: 'little',
    note: `Only ${calls} calls into WebAssembly were seen; ${FEWEST_CALLS} are needed to judge their times.`,
  };
}

/** Share of the main thread, from the snapshots in which the page was visible: a hidden page runs no frames. */
function cpuShare(snapshots: readonly Snapshot[]): number | undefined {
  let time = 0;
  let length = 0;
  for (const snapshot of snapshots) {
    const section = wasmOf(snapshot);
    if (!section || snapshot.visibility < 1) continue;
    time += mainThreadTime(section);
    length += snapshot.interval;
  }
  return length > 0 ? Math.min(1, time / length) : undefined;
}

/** Names of the workers that took part, and the cores that they filled with WebAssembly. */
function workersOf(snapshots: readonly Snapshot[]): Pick<WasmReport, 'workers' | 'workerCores'> {
  const names = new Set<string>();
  let time: number | undefined;
  let length = 0;
  for (const snapshot of snapshots) {
    const section = wasmOf(snapshot);
    if (!section) continue;
    length += snapshot.interval;
    for (const worker of section.workers ?? []) {
      names.add(worker.name);
      if (worker.totalTime !== undefined) time = (time ?? 0) + worker.totalTime;
    }
  }
  if (names.size === 0) return {};
  const cores = time === undefined || length <= 0 ? {} : { workerCores: time / length };
  return { workers: [...names].sort(), ...cores };
}

export function wasmReport(snapshots: readonly Snapshot[]): WasmReport {
  const sections = present(snapshots, wasmOf);
  const seconds =
    snapshots.reduce((sum, snapshot) => sum + (wasmOf(snapshot) ? snapshot.interval : 0), 0) / 1e3;
  const sumOf = (of: (section: WasmActive) => number) =>
    sections.reduce((sum, section) => sum + of(section), 0);
  const functions = summariseFunctions(sections, seconds);
  const calls = sumOf((section) => section.executionStats.calls);
  return compact<WasmReport>({
    ...judge(sections, calls),
    modules: modulesOf(sections),
    calls,
    callsPerSecond: seconds >= SHORTEST ? calls / seconds : undefined,
    totalTime: sumOf((section) => section.executionStats.totalTime),
    cpuShare: cpuShare(snapshots),
    ...workersOf(snapshots),
    latency: latencyOf(functions.filter(insideWasm).map((summary) => summary.histogram)),
    functions: functions.slice(0, MOST_FUNCTIONS),
    functionsLeftOut: Math.max(0, functions.length - MOST_FUNCTIONS),
    errors: sumOf((section) => section.executionStats.errors),
    traps: trapsOf(sections),
  });
}
