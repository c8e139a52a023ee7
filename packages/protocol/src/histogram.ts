/**
 * A base-2 exponential histogram as OpenTelemetry defines it (Metrics Data Model, "ExponentialHistogram"), sparse.
 * Bucket `i` holds values in (base^i, base^(i+1)], with base = 2^(2^-scale). Two histograms of one scale merge exactly
 * by adding counts; one of a finer scale is first brought down by halving its indexes.
 */
export interface HistogramData {
  /** Resolution: base = 2^(2^-scale). Scale 4 gives buckets 4.4 % wide. Range -10 to 20. */
  readonly scale: number;
  /** How many values, weighted by their sampling where they were sampled. Not always whole. */
  readonly count: number;
  /** Sum of the values, in the unit of the metric. */
  readonly sum: number;
  /** Smallest and largest value seen; absent where `count` is 0. */
  readonly min?: number;
  readonly max?: number;
  /** How many values were at or below zero, or too small for a bucket. */
  readonly zeroCount: number;
  /** Bucket indexes, ascending; `counts[i]` belongs to `indexes[i]`. */
  readonly indexes: readonly number[];
  readonly counts: readonly number[];
  /** Where the clock's step makes small values unreadable: percentiles below it mean "≤ resolution". Milliseconds. */
  readonly resolution?: number;
}
