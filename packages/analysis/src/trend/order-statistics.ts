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

/** Distance of a normal distribution's quartiles, in standard deviations. */
const QUARTILES = 1.349;

/** Robust standard deviation of the differences between readings `lag` apart; a steady slope does not count. */
function differenceSpread(values: readonly number[], lag: number): number {
  const steps = sorted(values.slice(lag).map((value, i) => value - (values[i] ?? value)));
  return ((quantileOfSorted(steps, 0.75) ?? 0) - (quantileOfSorted(steps, 0.25) ?? 0)) / QUARTILES;
}

/**
 * Noise of a series, robust against level changes and trends, which touch few differences or all alike. For noise that
 * remembers its neighbour (AR 1), differences of neighbours are √(1−ρ) of what they are without, and those two apart
 * √(1−ρ²): their ratio tells ρ. `sigma` is 0 where half of the differences are equal;
 * `memory` is ρ less what chance makes of it in a series this short.
 */
export function noiseOf(values: readonly number[]): { readonly sigma: number; readonly memory: number } {
  const near = differenceSpread(values, 1);
  const far = differenceSpread(values, 2);
  const chance = 1 / Math.sqrt(values.length || 1);
  const memory = near > 0 ? Math.min(0.85, Math.max(0, (far / near) ** 2 - 1 - chance)) : 0;
  return { sigma: near / Math.SQRT2 / Math.sqrt(1 - memory), memory };
}

/** The same of second differences: a slope does not count, nor does one that changes. */
function bendSpread(values: readonly number[], lag: number): number {
  const bends = sorted(
    values.slice(2 * lag).map((value, i) => value - 2 * (values[i + lag] ?? value) + (values[i] ?? value)),
  );
  return ((quantileOfSorted(bends, 0.75) ?? 0) - (quantileOfSorted(bends, 0.25) ?? 0)) / QUARTILES;
}

/**
 * Noise around lines that may bend, as `noiseOf` around levels: second differences of AR 1 noise have the variance
 * 2σ²(1−ρ)(3−ρ), those at twice the lag the same of ρ².
 */
export function noiseAroundLines(values: readonly number[]): {
  readonly sigma: number;
  readonly memory: number;
} {
  const near = bendSpread(values, 1);
  const far = bendSpread(values, 2);
  const chance = 1 / Math.sqrt(values.length || 1);
  const excess = near > 0 ? (far / near) ** 2 - chance : 1;
  let memory = 0;
  for (let step = 0.425; step > 0.005; step /= 2) {
    const next = memory + step;
    if (((1 + next) * (3 - next ** 2)) / (3 - next) <= excess) memory = next;
  }
  return { sigma: near / Math.sqrt(2 * (1 - memory) * (3 - memory)), memory };
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
  const found = lagOneCorrelation(values);
  // Short series look as if they forgot faster than they do (Kendall 1954)
  const rho = Math.min(0.9, Math.max(0, found + (1 + 3 * found) / Math.max(values.length, 1)));
  return (1 + rho) / (1 - rho);
}
