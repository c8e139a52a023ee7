import type {
  DurationMs,
  ExecutionStats,
  FunctionStats,
  HistogramData,
  WasmActive,
} from '@wasm-vitals/protocol';
import { mergeHistograms, quantile } from '../histogram/histogram.js';

const PERCENTILES = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;

/** Totals with the percentiles of their distribution. What there is no reading of is absent. */
export function executionStats(
  totals: Pick<ExecutionStats, 'calls' | 'totalTime' | 'errors'>,
  histogram: HistogramData,
): ExecutionStats {
  const percentiles = Object.entries(PERCENTILES).flatMap(([name, q]) => {
    const value = quantile(histogram, q);
    // what the clock could not tell from nothing is at most its step, and never 0
    return value === undefined ? [] : [[name, Math.max(value, histogram.resolution ?? 0)]];
  });
  return {
    ...totals,
    ...(histogram.count > 0 ? { avgExecutionTime: histogram.sum / histogram.count } : {}),
    ...(Object.fromEntries(percentiles) as Pick<ExecutionStats, 'p50' | 'p95' | 'p99'>),
    ...(histogram.max === undefined ? {} : { max: histogram.max }),
  };
}

/** Distribution of the calls from JavaScript into WebAssembly. */
export function histogramOfCalls(functions: readonly FunctionStats[]): HistogramData {
  const entries = functions.filter(({ kind }) => kind === 'export' || kind === 'table');
  return mergeHistograms(entries.flatMap(({ histogram }) => histogram ?? []));
}

/** What a function is called where page and workers stand side by side: `step`, `step [sim.js]`. */
export function functionLabel({ name, worker }: Pick<FunctionStats, 'name' | 'worker'>): string {
  return worker === undefined ? name : `${name} [${worker}]`;
}

/** Calls by name, over all modules. */
export function countByName(functions: readonly FunctionStats[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { name, calls } of functions) counts.set(name, (counts.get(name) ?? 0) + calls);
  return Object.fromEntries(counts);
}

/** Time in WebAssembly on the page's own main thread, ms: what its workers told of ran beside it. */
export function mainThreadTime({ executionStats: { totalTime }, workers = [] }: WasmActive): DurationMs {
  return workers.reduce((left, worker) => Math.max(0, left - (worker.totalTime ?? 0)), totalTime);
}
