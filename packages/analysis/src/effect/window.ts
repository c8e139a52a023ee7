import { medianOf } from '../trend/order-statistics.js';

/**
 * Makes 1.4826 × MAD unbiased in small normal samples, by n.
 * Source: Croux & Rousseeuw (1992), Time-efficient algorithms for two highly robust estimators of scale.
 */
const SMALL_SAMPLE = [NaN, NaN, 1.196, 1.495, 1.363, 1.206, 1.2, 1.14, 1.129, 1.107];

/** Robust standard deviation: the median absolute deviation, scaled to the normal distribution. */
function robustSpread(values: readonly number[], centre: number): number {
  const n = values.length;
  const mad = 1.4826 * (medianOf(values.map((value) => Math.abs(value - centre))) ?? 0);
  return mad * (SMALL_SAMPLE[n] ?? n / (n - 0.8));
}

/** A sample of consecutive readings, summarised. */
export interface Window {
  readonly n: number;
  readonly median: number;
  readonly spread: number;
  /** Readings less their median, in units of the spread, held within ±4 so that one hiccup does not make a rhythm. */
  readonly residuals: readonly number[];
}

/**
 * Readings that hardly vary (a frame rate held by the display) would give a test that takes any change for a true one:
 * no spread is taken to be below this share of the median. One frame more or less in a second is 1.7 %.
 */
const LEAST_SPREAD = 0.015;

/** `logarithms` of readings have no zero that a spread could be a share of: there it is a ratio already. */
export function summarise(values: readonly number[], logarithms = false): Window {
  const centre = medianOf(values) ?? NaN;
  const least = logarithms ? LEAST_SPREAD : Math.abs(centre) * LEAST_SPREAD || Number.MIN_VALUE;
  const spread = Math.max(robustSpread(values, centre), least);
  const residuals = values.map((value) => Math.max(-4, Math.min(4, (value - centre) / spread)));
  return { n: values.length, median: centre, spread, residuals };
}

/** Correlation above this is not told apart from a drift in so few readings. */
const MOST_CORRELATION = 0.8;

/**
 * Lag-1 autocorrelation, pooled over windows, corrected for the bias that small samples have: E(r) ≈ ρ − (1 + 3ρ)/n.
 * 0 to 0.8: negative correlation is not used to narrow an interval.
 * Source: Marriott & Pope (1954), Kendall (1954), Biometrika 41.
 */
export function lagOneCorrelation(windows: readonly Window[]): number {
  let products = 0;
  let squares = 0;
  let total = 0;
  for (const { residuals } of windows) {
    residuals.forEach((value, i) => {
      squares += value * value;
      if (i > 0) products += value * (residuals[i - 1] ?? 0);
    });
    total += residuals.length;
  }
  const n = total / windows.length;
  if (squares === 0 || n <= 4) return MOST_CORRELATION / 2;
  const raw = products / squares;
  return Math.max(0, Math.min(MOST_CORRELATION, (n * raw + 1) / (n - 3)));
}

/**
 * However correlated readings are, they are worth so many, and an interval has so many degrees of freedom: with fewer it is
 * wider than any change, and what tripled a frame rate could not be shown to help. By simulation (`bench:closed-loop --
 * --simulated`), of actions that heal 98 % are kept instead of 87 %, and of placebos 99 % are taken back as before.
 */
const LEAST_SIZE = 2.5;
export const LEAST_DEGREES = 8;

/**
 * How many independent readings `n` correlated ones are worth: n(1 − ρ)/(1 + ρ), for a first-order process, and 2.5 at least.
 * Source: Wilks (2011), Statistical Methods in the Atmospheric Sciences, 5.2.4.
 */
export function effectiveSize(n: number, rho: number): number {
  return Math.max(LEAST_SIZE, (n * (1 - rho)) / (1 + rho));
}
