import { medianOf, noiseAroundLines, noiseOf } from './order-statistics.js';

/** A stretch of a series that one model describes. */
export interface Segment {
  /** Index of the first reading, and of the one after the last. */
  readonly start: number;
  readonly end: number;
  /** Median of the readings. */
  readonly level: number;
}

export interface SegmentOptions {
  /** `level`: each segment is constant; `line`: each segment is a straight line. */
  readonly model?: 'level' | 'line';
  /** Fewest readings in a segment. */
  readonly minLength?: number;
  /** Smallest noise to assume, in the unit of the values: steps well below it are not looked for. */
  readonly minNoise?: number;
  /** True where noise does not remember its neighbours, as shares of separate events don't. */
  readonly independent?: boolean;
}

/**
 * Price of one more segment, in squared standard deviations per ln(n). Schwarz's criterion asks for 2 to 3 (level: a
 * level and a place; line: also a slope); more, because the noise of performance readings has heavy tails.
 */
const PRICE = { level: 4, line: 5 } as const;
const SPIKE_SIGMAS = 4;
/** Splits are searched among all pairs of readings, so longer series are to be thinned by the caller. */
const MOST_READINGS = 2_000;

/** Single spikes are pulled back to four standard deviations around their neighbours, so that none makes a segment. */
function despike(values: readonly number[], sigma: number): number[] {
  return values.map((value, i) => {
    const near = medianOf(values.slice(Math.max(0, i - 2), i + 3)) ?? value;
    const reach = SPIKE_SIGMAS * sigma;
    return Math.min(near + reach, Math.max(near - reach, value));
  });
}

interface Sums {
  readonly count: Float64Array;
  readonly x: Float64Array;
  readonly xx: Float64Array;
  readonly y: Float64Array;
  readonly yy: Float64Array;
  readonly xy: Float64Array;
}

function runningSums(x: readonly number[], y: readonly number[]): Sums {
  const size = y.length + 1;
  const make = () => new Float64Array(size);
  const sums: Sums = { count: make(), x: make(), xx: make(), y: make(), yy: make(), xy: make() };
  for (let i = 0; i < y.length; i++) {
    const xi = x[i] ?? i;
    const yi = y[i] ?? 0;
    sums.count[i + 1] = i + 1;
    sums.x[i + 1] = (sums.x[i] ?? 0) + xi;
    sums.xx[i + 1] = (sums.xx[i] ?? 0) + xi * xi;
    sums.y[i + 1] = (sums.y[i] ?? 0) + yi;
    sums.yy[i + 1] = (sums.yy[i] ?? 0) + yi * yi;
    sums.xy[i + 1] = (sums.xy[i] ?? 0) + xi * yi;
  }
  return sums;
}

/** Squared residuals of the best level or line through readings [from, to). */
function residualSquares(sums: Sums, from: number, to: number, line: boolean): number {
  const n = to - from;
  const between = (of: Float64Array) => (of[to] ?? 0) - (of[from] ?? 0);
  const y = between(sums.y);
  const level = Math.max(0, between(sums.yy) - (y * y) / n);
  if (!line) return level;
  const x = between(sums.x);
  const xx = between(sums.xx) - (x * x) / n;
  const xy = between(sums.xy) - (x * y) / n;
  return xx > 0 ? Math.max(0, level - (xy * xy) / xx) : level;
}

/** Optimal partitioning (Jackson et al. 2005): the cheapest set of segments, exact. Returns their starts. */
function cheapestStarts(sums: Sums, line: boolean, price: number, minLength: number): number[] {
  const n = sums.count.length - 1;
  const cost = new Float64Array(n + 1).fill(Infinity);
  const from = new Int32Array(n + 1);
  cost[0] = -price;
  for (let end = minLength; end <= n; end++) {
    for (let start = 0; start <= end - minLength; start++) {
      const before = cost[start] ?? Infinity;
      if (before === Infinity) continue;
      const total = before + price + residualSquares(sums, start, end, line);
      if (total < (cost[end] ?? Infinity)) {
        cost[end] = total;
        from[end] = start;
      }
    }
  }
  const starts: number[] = [];
  for (let end = n; end > 0; end = from[end] ?? 0) starts.unshift(from[end] ?? 0);
  return starts;
}

/**
 * Splits a series where its level (or its line) changes for good. Exact least squares over all splits, priced by the
 * noise between neighbours and by how long that noise remembers; single spikes never make a segment. A series too short
 * to split, or without noise and change, is one segment; an empty one is none. Times in any unit, ascending.
 */
export function segmentSeries(
  times: readonly number[],
  values: readonly number[],
  options: SegmentOptions = {},
): readonly Segment[] {
  const { model = 'level', minLength = 5, minNoise = 0, independent = false } = options;
  const n = Math.min(values.length, MOST_READINGS);
  if (n === 0) return [];
  const scale = Math.max(...values.slice(0, n).map(Math.abs)) || 1;
  const noise = model === 'line' ? noiseAroundLines(values) : noiseOf(values);
  const sigma = Math.max(noise.sigma / scale, minNoise / scale, 1e-6);
  const y = despike(
    values.slice(0, n).map((value) => value / scale),
    sigma,
  ).map((value) => value / sigma);
  const origin = times[0] ?? 0;
  const span = (times[n - 1] ?? 0) - origin || 1;
  const x = times.slice(0, n).map((time) => (time - origin) / span);
  const shift = medianOf(y) ?? 0; // keeps the sums of squares small, and so exact
  const sums = runningSums(
    x,
    y.map((value) => value - shift),
  );
  const price = PRICE[model] * Math.log(Math.max(n, 3));
  // Noise that remembers looks like small changes of level: where it is the noise that counts, pay more
  const memory = !independent && noise.sigma >= minNoise ? (1 + noise.memory) / (1 - noise.memory) : 1;
  const starts = cheapestStarts(sums, model === 'line', price * memory, Math.min(minLength, n));
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? n;
    return { start, end, level: medianOf(values.slice(start, end)) ?? 0 };
  });
}
