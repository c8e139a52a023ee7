import { mergeHistograms, quantile } from '@wasm-vitals/analysis';
import type { FunctionKind, FunctionStats, HistogramData, ModuleInfo, Snapshot } from '@wasm-vitals/protocol';
import { lowerBound, type Span } from './timeline.js';

/** One export over a window of time. */
export interface FunctionRow {
  readonly key: string;
  readonly name: string;
  /** Name of its module, where it has one. */
  readonly module: string | undefined;
  /** Name of the worker that called it; undefined for the page's own calls. */
  readonly worker: string | undefined;
  readonly kind: FunctionKind;
  readonly calls: number;
  readonly callsPerSecond: number;
  readonly totalTime: number;
  /** Share of all time in WebAssembly, 0 to 1. Nested calls count for each, so that shares can add up to more. */
  readonly share: number;
  readonly errors: number;
  /** The least share of calls that was timed in the window. */
  readonly samplingRate: number;
  /** A percentile of the call times, ms; worked out when asked for, and then kept. */
  percentile(q: 0.5 | 0.95 | 0.99): number | undefined;
  /** Time per second in equal parts of the window, oldest first. */
  readonly trend: readonly number[];
}

/** Parts of the window that a sparkline shows. */
const TREND_PARTS = 24;

interface Sum {
  readonly first: FunctionStats;
  calls: number;
  time: number;
  errors: number;
  samplingRate: number;
  readonly histograms: HistogramData[];
  readonly trend: number[];
}

/** Sums by function: two modules may export the same name, and page and worker run the same module. */
const keyOf = ({ kind, module = '', name, worker = '' }: FunctionStats): string =>
  [kind, module, name, worker].join('\u0000');

function add(sums: Map<string, Sum>, one: FunctionStats, part: number): void {
  const key = keyOf(one);
  let sum = sums.get(key);
  if (!sum) {
    sum = {
      first: one,
      calls: 0,
      time: 0,
      errors: 0,
      samplingRate: 1,
      histograms: [],
      trend: new Array<number>(TREND_PARTS).fill(0),
    };
    sums.set(key, sum);
  }
  sum.calls += one.calls;
  sum.time += one.totalTime;
  sum.errors += one.errors;
  sum.samplingRate = Math.min(sum.samplingRate, one.samplingRate);
  if (one.histogram) sum.histograms.push(one.histogram);
  sum.trend[part] = (sum.trend[part] ?? 0) + one.totalTime;
}

function lazyPercentile(histograms: readonly HistogramData[]): FunctionRow['percentile'] {
  let merged: HistogramData | undefined;
  return (q) => {
    if (histograms.length === 0) return undefined;
    merged ??= mergeHistograms(histograms);
    return quantile(merged, q);
  };
}

function partOf(time: number, window: Span): number {
  const place = (time - window.from) / (window.to - window.from);
  return Math.min(TREND_PARTS - 1, Math.floor(place * TREND_PARTS));
}

/** Parts hold more or fewer snapshots: per second they compare. A part without any is left out. */
function perSecond(sums: readonly number[], seconds: readonly number[]): number[] {
  return sums.flatMap((sum, i) => ((seconds[i] ?? 0) > 0 ? [sum / (seconds[i] ?? 1)] : []));
}

/** All functions that were called in a window, by total time, greatest first. */
export function functionRows(snapshots: readonly Snapshot[], window: Span): FunctionRow[] {
  const sums = new Map<string, Sum>();
  const modules = new Map<string, ModuleInfo>();
  const partTimes = new Array<number>(TREND_PARTS).fill(0);
  let seconds = 0;
  let total = 0;
  for (let i = lowerBound(snapshots, window.from); i < snapshots.length; i++) {
    const snapshot = snapshots[i];
    if (!snapshot || snapshot.timestamp > window.to) break;
    seconds += snapshot.interval / 1_000;
    const part = partOf(snapshot.timestamp, window);
    partTimes[part] = (partTimes[part] ?? 0) + snapshot.interval / 1_000;
    const { wasm } = snapshot;
    if (!('functions' in wasm)) continue;
    total += wasm.executionStats.totalTime;
    for (const module of wasm.modules) modules.set(module.id, module);
    for (const one of wasm.functions) add(sums, one, part);
  }
  return [...sums]
    .map(([key, sum]) => ({
      key,
      name: sum.first.name,
      module:
        sum.first.module === undefined
          ? undefined
          : (modules.get(sum.first.module)?.name ?? sum.first.module),
      worker: sum.first.worker,
      kind: sum.first.kind,
      calls: sum.calls,
      callsPerSecond: seconds > 0 ? sum.calls / seconds : 0,
      totalTime: sum.time,
      share: total > 0 ? sum.time / total : 0,
      errors: sum.errors,
      samplingRate: sum.samplingRate,
      percentile: lazyPercentile(sum.histograms),
      trend: perSecond(sum.trend, partTimes),
    }))
    .toSorted((a, b) => b.totalTime - a.totalTime);
}
