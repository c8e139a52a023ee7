import { autocorrelationFactor, medianOf, quantileOfSorted } from './order-statistics.js';

export interface RobustSlope {
  /** Units of y per unit of x. */
  readonly slope: number;
  /** 95 % confidence interval of the slope. */
  readonly low: number;
  readonly high: number;
  /** Median of y − slope · x. */
  readonly intercept: number;
  readonly samples: number;
}

/** Pairs grow with the square: 300 points make 45,000 slopes, which sort in about 10 ms. */
const MOST_POINTS = 300;
const FEWEST_POINTS = 5;
const Z_95 = 1.959964;

function thin<T>(points: readonly T[]): readonly T[] {
  if (points.length <= MOST_POINTS) return points;
  const step = points.length / MOST_POINTS;
  return Array.from({ length: MOST_POINTS }, (_, i) => points[Math.floor(i * step)] as T);
}

function pairSlopes(x: readonly number[], y: readonly number[]): number[] {
  const slopes: number[] = [];
  for (let i = 0; i < x.length; i++) {
    for (let j = i + 1; j < x.length; j++) {
      const run = (x[j] ?? 0) - (x[i] ?? 0);
      const slope = ((y[j] ?? 0) - (y[i] ?? 0)) / run;
      if (run !== 0 && Number.isFinite(slope)) slopes.push(slope);
    }
  }
  return slopes.sort((a, b) => a - b);
}

/**
 * Theil–Sen slope: the median of the slopes of all pairs, unmoved by up to 29 % of outliers. The interval is Sen's
 * (1968, from the variance of Kendall's S), widened for residuals that remember their neighbours (factor (1+ρ)/(1−ρ)
 * on the variance, after Hamed & Rao 1998). Absent for fewer than five points. `x` ascending.
 */
export function theilSen(x: readonly number[], y: readonly number[]): RobustSlope | undefined {
  const points = thin(x.map((at, i) => [at, y[i] ?? NaN] as const).filter(([, v]) => Number.isFinite(v)));
  if (points.length < FEWEST_POINTS) return undefined;
  const xs = points.map(([at]) => at);
  const ys = points.map(([, value]) => value);
  const slopes = pairSlopes(xs, ys);
  const slope = quantileOfSorted(slopes, 0.5);
  if (slope === undefined) return undefined;
  const rests = ys.map((value, i) => value - slope * (xs[i] ?? 0));
  const n = xs.length;
  const variance = ((n * (n - 1) * (2 * n + 5)) / 18) * autocorrelationFactor(rests);
  const reach = (Z_95 * Math.sqrt(variance)) / slopes.length / 2;
  return {
    slope,
    low: quantileOfSorted(slopes, 0.5 - reach) ?? slope,
    high: quantileOfSorted(slopes, 0.5 + reach) ?? slope,
    intercept: medianOf(rests) ?? 0,
    samples: n,
  };
}
