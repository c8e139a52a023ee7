import type { DurationMs, EpochMs } from '@wasm-vitals/protocol';
import { createRecent } from './recent.js';

/** The last readings with the times at which they came. */
export interface TimedRecent {
  push(value: number, at: EpochMs): void;
  clear(): void;
  readonly size: number;
  /** The reading of `age` pushes ago, 0 for the newest; NaN where there is none. */
  at(age: number): number;
  /** The `q`-quantile of the newest `n` readings (nearest rank, `n` ≤ size). */
  quantile(q: number, n: number): number;
  /** How many of them came within a time. */
  within(time: DurationMs, now: EpochMs): number;
  /** When the reading of `age` pushes ago came, 0 for the newest. */
  timeAt(age: number): EpochMs;
}

export function createTimedRecent(capacity: number): TimedRecent {
  const readings = createRecent(capacity);
  const times = new Float64Array(capacity);
  let count = 0;
  const timeAt = (age: number): EpochMs => times[(count - 1 - age) % capacity] ?? 0;
  return {
    get size() {
      return readings.size;
    },
    push(value, at) {
      readings.push(value);
      times[count++ % capacity] = at;
    },
    clear: readings.clear,
    at: readings.at,
    quantile: readings.quantile,
    within(time, now) {
      let n = 0;
      while (n < readings.size && now - timeAt(n) < time) n++;
      return n;
    },
    timeAt,
  };
}
