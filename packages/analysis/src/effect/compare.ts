import { LEAST_DEGREES, effectiveSize, lagOneCorrelation, summarise, type Window } from './window.js';
import { normalQuantile, studentQuantile } from './student.js';

/** What changed between two stretches of readings. */
export interface Comparison {
  /** Level before and after, in the unit of the readings. */
  readonly before: number;
  readonly after: number;
  /** after − before, and its confidence interval. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** Fewer readings than this on either side give no comparison. */
export const LEAST_READINGS = 5;

/** Variance of a median relative to that of a mean, for normal readings: π/2. */
const MEDIAN_EFFICIENCY = Math.PI / 2;

function medianVariance(window: Window, rho: number): { variance: number; df: number } {
  const n = effectiveSize(window.n, rho);
  return { variance: (MEDIAN_EFFICIENCY * window.spread ** 2) / n, df: Math.max(1, n - 1) };
}

const positive = (value: number): boolean => value > 0;

/**
 * Compares the medians of two stretches of consecutive readings. The interval is Welch's (unequal spreads), with robust
 * spreads and with as many degrees of freedom as the correlated readings are worth: neighbouring seconds are not
 * independent, and a test that takes them to be so finds effects in placebos. Readings above 0 (times, rates, sizes) are
 * compared by their logarithms: they scatter by so many per cent, and what scatters widely at a high level would
 * otherwise hide that it is far away from a low one.
 * Absent with fewer than 5 readings on either side. `confidence` is that of the two-sided interval, 0.5 to 1.
 */
export function compareLevels(
  before: readonly number[],
  after: readonly number[],
  confidence: number,
): Comparison | undefined {
  if (before.length < LEAST_READINGS || after.length < LEAST_READINGS) return undefined;
  if (!before.every(positive) || !after.every(positive)) return compareMedians(before, after, confidence);
  const found = compareMedians(before.map(Math.log), after.map(Math.log), confidence, true);
  const from = Math.exp(found.before);
  const [difference, low, high] = [found.difference, found.low, found.high].map(
    (change) => from * Math.expm1(change),
  ) as [number, number, number];
  return { before: from, after: Math.exp(found.after), difference, low, high };
}

/** The same of readings as they are. */
export function compareMedians(
  before: readonly number[],
  after: readonly number[],
  confidence: number,
  logarithms = false,
): Comparison {
  const a = summarise(before, logarithms);
  const b = summarise(after, logarithms);
  const rho = lagOneCorrelation([a, b]);
  const va = medianVariance(a, rho);
  const vb = medianVariance(b, rho);
  const variance = va.variance + vb.variance;
  // Welch–Satterthwaite.
  const df = variance ** 2 / (va.variance ** 2 / va.df + vb.variance ** 2 / vb.df);
  const margin = studentQuantile((1 + confidence) / 2, Math.max(LEAST_DEGREES, df)) * Math.sqrt(variance);
  const difference = b.median - a.median;
  return {
    before: a.median,
    after: b.median,
    difference,
    low: difference - margin,
    high: difference + margin,
  };
}

/** `hits` of `tries` in one tick. */
export interface Count {
  readonly hits: number;
  readonly tries: number;
}

function pooled(counts: readonly Count[]): { share: number; variance: number; tries: number } {
  const hits = counts.reduce((sum, count) => sum + count.hits, 0);
  const tries = counts.reduce((sum, count) => sum + count.tries, 0);
  const share = hits / tries;
  // One hit and one miss more keep the variance of "none of 20" from being nought (Agresti & Caffo 2000).
  const safe = (hits + 1) / (tries + 2);
  const binomial = (safe * (1 - safe)) / (tries + 2);
  const k = counts.length;
  const scatter = counts.reduce((sum, { hits: h, tries: n }) => sum + (h - share * n) ** 2, 0);
  const clustered = (scatter / tries ** 2) * (k / Math.max(1, k - 1));
  return { share, variance: Math.max(binomial, clustered), tries };
}

/**
 * Compares two shares (hits of requests, ticks with a stall of all ticks). The variance is the larger of the binomial
 * one and that of a ratio estimate over ticks, because requests come in bursts that hit or miss together.
 * Absent with fewer than 5 ticks or 5 tries on either side. Source: Cochran (1977), Sampling Techniques, 3.12.
 */
export function compareShares(
  before: readonly Count[],
  after: readonly Count[],
  confidence: number,
): Comparison | undefined {
  const a = before.filter((count) => count.tries > 0);
  const b = after.filter((count) => count.tries > 0);
  if (a.length < LEAST_READINGS || b.length < LEAST_READINGS) return undefined;
  const from = pooled(a);
  const to = pooled(b);
  const margin = normalQuantile((1 + confidence) / 2) * Math.sqrt(from.variance + to.variance);
  const difference = to.share - from.share;
  return {
    before: from.share,
    after: to.share,
    difference,
    low: difference - margin,
    high: difference + margin,
  };
}

/**
 * Compares how often something happens, as a mean per tick. The variance is that of the counts as they scatter, not
 * Poisson's: what goes wrong goes wrong in bursts. Absent with fewer than 5 ticks on either side.
 */
export function compareRates(
  before: readonly number[],
  after: readonly number[],
  confidence: number,
): Comparison | undefined {
  if (before.length < LEAST_READINGS || after.length < LEAST_READINGS) return undefined;
  const from = rate(before);
  const to = rate(after);
  const margin = normalQuantile((1 + confidence) / 2) * Math.sqrt(from.variance + to.variance);
  const difference = to.mean - from.mean;
  return {
    before: from.mean,
    after: to.mean,
    difference,
    low: difference - margin,
    high: difference + margin,
  };
}

function rate(counts: readonly number[]): { mean: number; variance: number } {
  const n = counts.length;
  const sum = counts.reduce((total, count) => total + count, 0);
  const mean = sum / n;
  const scatter = counts.reduce((total, count) => total + (count - mean) ** 2, 0) / (n * Math.max(1, n - 1));
  // A window without any event must not look certain: one event in it is as likely as not to have been missed.
  return { mean, variance: Math.max(scatter, 1 / n ** 2) };
}
