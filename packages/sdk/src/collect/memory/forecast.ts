import { theilSen } from '@wasm-vitals/analysis';
import type { Bytes, DurationMs } from '@wasm-vitals/protocol';

/** One sample in so many milliseconds is kept … */
const SAMPLE_EVERY_MS = 10_000;
/** … and so many of them: the trend of the last five minutes. Its 435 pairs cost some 50 µs, once in ten seconds. */
const SAMPLES = 30;
/** No forecast from less than a minute. */
const LEAST_SAMPLES = 7;
/** A forecast beyond a day is no news. */
const HORIZON_MS = 24 * 3_600_000;

export interface Forecast {
  /** Notes what is left, once a tick. */
  note(now: DurationMs, left: Bytes): void;
  /** Time until nothing is left, at the trend; undefined where there is no clear one. */
  timeToZero(left: Bytes): DurationMs | undefined;
}

/**
 * Forecasts when a shrinking rest is used up, by a robust slope: one jump or one collection doesn't bend it. It speaks
 * only where the slope's whole 95 % interval says that the rest shrinks.
 */
export function createForecast(): Forecast {
  const at: DurationMs[] = [];
  const left: Bytes[] = [];
  let slope: number | undefined; // bytes per millisecond, below 0

  return {
    note(now, rest) {
      const newest = at.at(-1);
      if (newest !== undefined && now - newest < SAMPLE_EVERY_MS) return;
      at.push(now);
      left.push(rest);
      if (at.length > SAMPLES) {
        at.shift();
        left.shift();
      }
      const trend = at.length >= LEAST_SAMPLES ? theilSen(at, left) : undefined;
      slope = trend && trend.high < 0 ? trend.slope : undefined;
    },
    timeToZero(rest) {
      if (slope === undefined) return undefined;
      const time = rest / -slope;
      return time <= HORIZON_MS ? time : undefined;
    },
  };
}
