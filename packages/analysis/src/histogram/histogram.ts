import type { HistogramData } from '@wasm-vitals/protocol';
import { createBucketLookup } from './bucket-lookup.js';

/** Scale of the histograms that we record: buckets 4.4 % wide (base 2^(1/16)). */
export const DEFAULT_SCALE = 4;

/** A histogram that is still being filled. Weights let a sampled value stand for the calls that were not timed. */
export interface Histogram {
  record(value: number, weight?: number): void;
  readonly count: number;
  /** What was recorded since the last reset, and forgets it. */
  take(resolution?: number): HistogramData;
}

/**
 * Index of the bucket (base^i, base^(i+1)] of a value > 0: ceil(log2(v) · 2^scale) − 1.
 * Source: OpenTelemetry Metrics Data Model, "Exponential Buckets".
 */
export function bucketIndex(value: number, scale: number): number {
  return Math.ceil(Math.log2(value) * 2 ** scale) - 1;
}

/** Upper bound of a bucket: base^(i+1). */
export function bucketUpperBound(index: number, scale: number): number {
  return 2 ** ((index + 1) / 2 ** scale);
}

const usualIndex = createBucketLookup(DEFAULT_SCALE);

/** No octave of a number. */
const NONE = -10_000;

/**
 * Makes an empty histogram. Values ≤ 0 and NaN go to the zero bucket and to nowhere, in that order.
 *
 * Recording allocates nothing but the first time that an octave is met: it happens inside of what is being timed.
 */
export function createHistogram(scale: number = DEFAULT_SCALE): Histogram {
  const factor = 2 ** scale;
  const shift = Math.max(0, scale);
  const indexOf = scale === DEFAULT_SCALE ? usualIndex : (value: number): number => bucketIndex(value, scale);
  const octaves = new Map<number, Float64Array<ArrayBuffer>>();
  const totals = { count: 0.5, sum: 0.5, zeroCount: 0.5, min: Infinity, max: -Infinity };
  let latest = NONE;
  let counts = new Float64Array(Math.max(1, factor));

  function reset(): void {
    octaves.clear();
    latest = NONE;
    totals.count = totals.sum = totals.zeroCount = 0;
    totals.min = Infinity;
    totals.max = -Infinity;
  }
  reset();

  /** The buckets of one octave. */
  function open(octave: number): void {
    const known = octaves.get(octave);
    counts = known ?? new Float64Array(Math.max(1, factor));
    if (!known) octaves.set(octave, counts);
    latest = octave;
  }

  return {
    get count() {
      return totals.count;
    },
    record(value, weight = 1) {
      if (Number.isNaN(value)) return;
      totals.count += weight;
      totals.sum += value * weight;
      if (value < totals.min) totals.min = value;
      if (value > totals.max) totals.max = value;
      if (value <= 0) {
        totals.zeroCount += weight;
        return;
      }
      const index = indexOf(value) | 0;
      const octave = index >> shift;
      if (octave !== latest) open(octave);
      const place = index - (octave << shift);
      counts[place] = (counts[place] ?? 0) + weight;
    },
    take(resolution) {
      const { count, sum, zeroCount, min, max } = totals;
      const indexes: number[] = [];
      const filled: number[] = [];
      for (const octave of [...octaves.keys()].sort((a, b) => a - b)) {
        octaves.get(octave)?.forEach((weight, place) => {
          if (weight === 0) return;
          indexes.push(octave * factor + place);
          filled.push(weight);
        });
      }
      const data: HistogramData = {
        scale,
        count,
        sum,
        zeroCount,
        indexes,
        counts: filled,
        ...(count > 0 ? { min, max } : {}),
        ...(resolution === undefined ? {} : { resolution }),
      };
      reset();
      return data;
    },
  };
}

/** The empty histogram, the neutral element of `mergeHistograms`. */
export function emptyHistogram(scale: number = DEFAULT_SCALE): HistogramData {
  return { scale, count: 0, sum: 0, zeroCount: 0, indexes: [], counts: [] };
}

/** Adds histograms exactly; where scales differ, all are brought to the coarsest. */
export function mergeHistograms(parts: readonly HistogramData[]): HistogramData {
  const first = parts[0];
  if (!first) return emptyHistogram();
  const scale = Math.min(...parts.map((part) => part.scale));
  const buckets = new Map<number, number>();
  let count = 0;
  let sum = 0;
  let zeroCount = 0;
  let min = Infinity;
  let max = -Infinity;
  let resolution: number | undefined;
  for (const part of parts) {
    count += part.count;
    sum += part.sum;
    zeroCount += part.zeroCount;
    if (part.min !== undefined) min = Math.min(min, part.min);
    if (part.max !== undefined) max = Math.max(max, part.max);
    if (part.resolution !== undefined) resolution = Math.max(resolution ?? 0, part.resolution);
    const shift = part.scale - scale;
    part.indexes.forEach((index, i) => {
      const coarse = Math.floor(index / 2 ** shift);
      buckets.set(coarse, (buckets.get(coarse) ?? 0) + (part.counts[i] ?? 0));
    });
  }
  const indexes = [...buckets.keys()].sort((a, b) => a - b);
  return {
    scale,
    count,
    sum,
    zeroCount,
    indexes,
    counts: indexes.map((index) => buckets.get(index) ?? 0),
    ...(min <= max ? { min, max } : {}),
    ...(resolution === undefined ? {} : { resolution }),
  };
}

/**
 * The `q`-quantile (0 to 1), interpolated on the log scale within its bucket and held within [min, max].
 * Absent for an empty histogram. Its error is at most the width of a bucket.
 */
export function quantile(data: HistogramData, q: number): number | undefined {
  if (data.count <= 0 || data.min === undefined || data.max === undefined) return undefined;
  const rank = q * data.count;
  let seen = data.zeroCount;
  if (rank <= seen) return Math.min(data.max, Math.max(data.min, 0));
  for (let i = 0; i < data.indexes.length; i++) {
    const index = data.indexes[i] ?? 0;
    const here = data.counts[i] ?? 0;
    if (rank <= seen + here) {
      const share = here > 0 ? (rank - seen) / here : 1;
      const value = 2 ** ((index + share) / 2 ** data.scale);
      return Math.min(data.max, Math.max(data.min, value));
    }
    seen += here;
  }
  return data.max;
}

/**
 * Share of the values that are below `value`, interpolated as `quantile` does, whose inverse it is. Absent for an empty
 * histogram.
 */
export function shareBelow(data: HistogramData, value: number): number | undefined {
  if (data.count <= 0 || data.min === undefined || data.max === undefined) return undefined;
  if (data.min === data.max && value === data.min) return 0.5; // as good as all others
  if (value <= data.min) return 0;
  if (value > data.max) return 1;
  const place = value > 0 ? Math.log2(value) * 2 ** data.scale : -Infinity;
  const below = data.indexes.reduce((sum, index, i) => {
    const share = Math.min(1, Math.max(0, place - index));
    return sum + share * (data.counts[i] ?? 0);
  }, data.zeroCount);
  return Math.min(1, below / data.count);
}

/** Mean of the values; absent for an empty histogram. */
export function mean(data: HistogramData): number | undefined {
  return data.count > 0 ? data.sum / data.count : undefined;
}
