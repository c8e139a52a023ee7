import { quantileOfSorted, sorted } from '../trend/order-statistics.js';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  readonly random: () => number;
  /** Rows that stay together: long enough to hold what a row remembers of those before it. */
  readonly blockLength: number;
  /** Default 600: 95 % limits then rest on the 15 outermost of each side. */
  readonly resamples?: number;
}

/** Row numbers of one resample: whole blocks drawn within each session, so that neighbours stay neighbours. */
function drawRows(sessions: readonly number[], blockLength: number, random: () => number): number[] {
  const rows: number[] = [];
  let start = 0;
  for (const length of sessions) {
    const block = Math.min(blockLength, length);
    for (let drawn = 0; drawn < length; drawn += block) {
      const from = Math.floor(random() * (length - block + 1));
      for (let i = 0; i < block && drawn + i < length; i++) rows.push(start + from + i);
    }
    start += length;
  }
  return rows;
}

/**
 * 95 % confidence interval of a statistic over rows that remember (moving-block bootstrap, Künsch 1989; percentile
 * limits). `sessions` are the numbers of rows of each session, in order. Absent where the statistic rarely exists.
 */
export function blockBootstrap(
  sessions: readonly number[],
  statistic: (rows: readonly number[]) => number | undefined,
  { random, blockLength, resamples = 600 }: BootstrapOptions,
): Interval | undefined {
  const values: number[] = [];
  for (let i = 0; i < resamples; i++) {
    const value = statistic(drawRows(sessions, Math.max(1, blockLength), random));
    if (value !== undefined) values.push(value);
  }
  if (values.length < resamples / 2) return undefined;
  const ascending = sorted(values);
  const low = quantileOfSorted(ascending, 0.025);
  const high = quantileOfSorted(ascending, 0.975);
  return low === undefined || high === undefined ? undefined : { low, high };
}
