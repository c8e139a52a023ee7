import { erfc } from '../score/error-function.js';

/** Probability that a standard normal number is further from 0 than `z`, on either side. */
export function twoSidedP(z: number): number {
  return Math.min(1, Math.max(0, erfc(Math.abs(z) / Math.SQRT2)));
}

/** p of the best of `tries` looks (Šidák): what a search over lags costs. */
export function bestOf(p: number, tries: number): number {
  // 1 − (1 − p)^tries, exact for the smallest p as well
  return Math.min(1, -Math.expm1(tries * Math.log1p(-Math.min(p, 1 - 1e-16))));
}

/**
 * p values adjusted so that of those at or below q, a share of at most q is false on average (Benjamini and Hochberg
 * 1995; it holds for the positively dependent tests that we make).
 */
export function adjustForMany(ps: readonly number[]): number[] {
  const order = ps.map((_, i) => i).sort((a, b) => (ps[b] ?? 1) - (ps[a] ?? 1));
  const adjusted = new Array<number>(ps.length);
  let least = 1;
  order.forEach((index, i) => {
    const rank = ps.length - i;
    least = Math.min(least, ((ps[index] ?? 1) * ps.length) / rank);
    adjusted[index] = least;
  });
  return adjusted;
}
