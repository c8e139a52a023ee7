/** Median of the values; NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** A small seeded generator (mulberry32), so that a bench prints the same bound for the same readings. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Two-sided 95 % percentile-bootstrap interval (Efron & Tibshirani 1993, ch. 13) of what `statistic` makes of items
 * drawn with replacement.
 */
export function interval95<T>(
  items: readonly T[],
  statistic: (drawn: readonly T[]) => number,
  rounds = 2_000,
): readonly [low: number, high: number] {
  const random = seeded(7);
  const draw = (): T[] => items.map((item) => items[Math.floor(random() * items.length)] ?? item);
  const results = Array.from({ length: rounds }, () => statistic(draw())).sort((a, b) => a - b);
  return [results[Math.floor(rounds * 0.025)] ?? NaN, results[Math.floor(rounds * 0.975)] ?? NaN];
}

/** Upper end of the 95 % interval of the median. */
export function upperBound(values: readonly number[]): number {
  return interval95(values, median)[1];
}
