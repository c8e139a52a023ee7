import type { DurationMs, EpochMs } from '@wasm-vitals/protocol';
import { createRecent } from './recent.js';

/** Floors that are kept. */
const KEPT = 8;

/** The newest floors of a heap (ln), with their times. */
export interface RecentFloors {
  push(floor: number, at: EpochMs): void;
  clear(): void;
  readonly size: number;
  /** The floor of `age` floors ago, 0 for the newest; NaN where there is none. */
  at(age: number): number;
  timeAt(age: number): EpochMs;
  /** The `q`-quantile of the newest `n` (nearest rank, `n` ≤ size). */
  quantile(q: number, n: number): number;
  /** How many of the newest span so much time, and no less than `least`; 0 where there are too few. */
  spanning(time: DurationMs, least: number, now: EpochMs): number;
  /** The largest rise from one floor to the next, and of the oldest from `level`. */
  largestRise(level: number): number;
  /** The median of the last `n` until then; NaN where there are fewer. */
  levelUntil(time: EpochMs, n: number): number;
}

export function createRecentFloors(): RecentFloors {
  const floors = createRecent(KEPT);
  const times = new Float64Array(KEPT);
  let count = 0;
  const timeAt = (age: number): EpochMs => times[(count - 1 - age + 2 * KEPT) % KEPT] ?? 0;
  return {
    get size() {
      return floors.size;
    },
    push(floor, at) {
      floors.push(floor);
      times[count++ % KEPT] = at;
    },
    clear() {
      floors.clear();
      count = 0;
    },
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
