/** Readings in ascending order; NaN and ±Infinity are left out. */
export function sorted(values: readonly number[]): number[] {
  return values.filter(Number.isFinite).sort((a, b) => a - b);
}

/** The `q`-quantile (0 to 1) of values in ascending order, interpolated linearly; absent without values. */
export function quantileOfSorted(ascending: readonly number[], q: number): number | undefined {
  const last = ascending.length - 1;
  if (last < 0) return undefined;
  const position = Math.min(1, Math.max(0, q)) * last;
  const below = ascending[Math.floor(position)] ?? 0;
  const above = ascending[Math.ceil(position)] ?? below;
  // Weighted sum, not below + (above - below) · w: the difference of two large readings could overflow
  const weight = position - Math.floor(position);
  return below * (1 - weight) + above * weight;
}

export function medianOf(values: readonly number[]): number | undefined {
  return quantileOfSorted(sorted(values), 0.5);
}

/** Ratio of a normal distribution's standard deviation to its median absolute deviation. */
const MAD_TO_SIGMA = 1.4826;

/**
 * Standard deviation of the noise between neighbours, in the unit of the values: robust against level changes and
 * trends, which touch few differences. 0 where more than half of the neighbours are equal.
 */
export function neighbourNoise(values: readonly number[]): number {
  const steps = values.slice(1).map((value, i) => Math.abs(value - (values[i] ?? value)));
  return ((medianOf(steps) ?? 0) * MAD_TO_SIGMA) / Math.SQRT2;
}

/** Correlation of neighbours (lag 1), −1 to 1; 0 for fewer than three values and for constants. */
export function lagOneCorrelation(values: readonly number[]): number {
  const n = values.length;
  if (n < 3) return 0;
  const mean = values.reduce((sum, value) => sum + value / n, 0);
  let square = 0;
  let product = 0;
  for (let i = 0; i < n; i++) {
    const here = (values[i] ?? mean) - mean;
    square += here * here;
    if (i > 0) product += here * ((values[i - 1] ?? mean) - mean);
  }
  return square > 0 ? Math.min(1, Math.max(-1, product / square)) : 0;
}

/** How many times fewer independent readings there are than readings, for noise that remembers (AR 1). At least 1. */
export function autocorrelationFactor(values: readonly number[]): number {
  const rho = Math.min(0.9, Math.max(0, lagOneCorrelation(values)));
  return (1 + rho) / (1 - rho);
}
