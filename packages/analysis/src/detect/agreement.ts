/** Where readings come less often than ticks, the windows hold fewer, but never less than this. */
export const LEAST_READINGS = 7;
/** So that two thirds of a window must agree. */
export const ADVERSE_QUANTILE = 0.35;
/** Of few readings, almost all must; of many, somewhat fewer. */
const FEW = 13;
const FEW_QUANTILE = 0.2;
const MANY = 36;
const MANY_QUANTILE = 0.42;

/** The quantile of `n` readings that must be off, for as many of them to agree as that takes. */
export function agreement(n: number): number {
  if (n < FEW) return FEW_QUANTILE;
  return n < MANY ? ADVERSE_QUANTILE : MANY_QUANTILE;
}
