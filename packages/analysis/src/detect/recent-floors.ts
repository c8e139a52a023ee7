import type { DurationMs, EpochMs } from '@wasm-vitals/protocol';
import { createTimedRecent } from './timed-recent.js';
import type { TimedRecent } from './timed-recent.js';

/** Floors that are kept. */
const KEPT = 8;

/** The newest floors of a heap (ln), with their times. */
export interface RecentFloors extends Omit<TimedRecent, 'within'> {
  /** How many of the newest span so much time, and no less than `least`; 0 where there are too few. */
  spanning(time: DurationMs, least: number, now: EpochMs): number;
  /** The largest rise from one floor to the next, and of the oldest from `level`. */
  largestRise(level: number): number;
  /** The median of the last `n` until then; NaN where there are fewer. */
  levelUntil(time: EpochMs, n: number): number;
}

export function createRecentFloors(): RecentFloors {
  const floors = createTimedRecent(KEPT);
  const { timeAt } = floors;
  return {
    get size() {
      return floors.size;
    },
    push: floors.push,
    clear: floors.clear,
    at: floors.at,
    timeAt,
    quantile: floors.quantile,
    spanning(time, least, now) {
      let n = least;
      while (n < floors.size && now - timeAt(n - 1) < time) n++;
      return floors.size >= n && now - timeAt(n - 1) >= time ? n : 0;
    },
    largestRise(level) {
      let largest = floors.at(floors.size - 1) - level;
      for (let age = floors.size - 1; age > 0; age--)
        largest = Math.max(largest, floors.at(age - 1) - floors.at(age));
      return largest;
    },
    levelUntil(time, n) {
      const before: number[] = [];
      for (let age = 0; age < floors.size && before.length < n; age++)
        if (timeAt(age) <= time) before.push(floors.at(age));
      return before.length < n ? NaN : (before.sort((a, b) => a - b)[n >> 1] ?? NaN);
    },
  };
}
