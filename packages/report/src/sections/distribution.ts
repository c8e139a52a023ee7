import { mean, mergeHistograms, quantile, quantileOfSorted, sorted } from '@wasm-vitals/analysis';
import type { Growth, HistogramData, LatencySummary, Spread } from '@wasm-vitals/protocol';

export function spreadOf(values: readonly number[]): Spread | undefined {
  const ascending = sorted(values);
  const at = (q: number) => quantileOfSorted(ascending, q) ?? 0;
  if (ascending.length === 0) return undefined;
  return {
    samples: ascending.length,
    min: at(0),
    p5: at(0.05),
    median: at(0.5),
    mean: ascending.reduce((sum, value) => sum + value / ascending.length, 0),
    p95: at(0.95),
    max: at(1),
  };
}

/** Durations can't be negative: a clock that stepped back reads as 0. */
const duration = (ms: number | undefined) => Math.max(0, ms ?? 0);

export function latencyOf(parts: readonly (HistogramData | undefined)[]): LatencySummary | undefined {
  const merged = mergeHistograms(parts.filter((part) => part !== undefined));
  const p50 = quantile(merged, 0.5);
  if (p50 === undefined || merged.max === undefined || !(merged.count > 0)) return undefined;
  // A hand-made histogram may hold buckets beyond the largest number
  if (![p50, merged.max, merged.sum].every(Number.isFinite)) return undefined;
  return {
    count: merged.count,
    mean: duration(mean(merged)),
    p50: duration(p50),
    p75: duration(quantile(merged, 0.75)),
    p95: duration(quantile(merged, 0.95)),
    p99: duration(quantile(merged, 0.99)),
    max: duration(merged.max),
    ...(merged.resolution === undefined ? {} : { resolution: merged.resolution }),
  };
}

export function growthOf(values: readonly number[]): Growth | undefined {
  const readings = values.filter(Number.isFinite);
  const first = readings[0];
  const last = readings.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return {
    first,
    last,
    peak: readings.reduce((peak, value) => Math.max(peak, value), first),
    change: last - first,
  };
}

/** The object without its absent members. */
export function compact<T extends object>(value: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
