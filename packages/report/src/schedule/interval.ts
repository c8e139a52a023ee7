import type { DurationMs, EpochMs } from '@wasm-vitals/protocol';
import { nextCronTime, parseCron } from './cron.js';

/** When something is due: after a time, at the next one. */
export interface Cadence {
  /** For people and logs: what was asked for. */
  readonly text: string;
  /** The first due time after `after`. Absent where there is none. */
  next(after: EpochMs): EpochMs | undefined;
}

const UNITS: Readonly<Record<string, DurationMs>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** More often than each 10 s, a report would have two snapshots. */
const SHORTEST = 10_000;
/** Timers and calendars alike end somewhere; a year between reports is a mistake. */
const LONGEST = 366 * 86_400_000;

const FORMS =
  "an interval such as '15m', '1h' or '1d' (s, m, h, d, w; 10 s to a year), or a cron expression of five fields in UTC such as '0 8 * * 1'";

function everyOf(text: string): DurationMs | undefined {
  const [, count = '', unit = ''] = /^(\d{1,6})([smhdw])$/.exec(text) ?? [];
  const length = Number(count) * (UNITS[unit] ?? NaN);
  return length >= SHORTEST && length <= LONGEST ? length : undefined;
}

/**
 * Reads when something is due. Intervals count from `anchor` (the epoch by default, so that `1h` is due on the hour and
 * `1d` at midnight UTC).
 * @throws {RangeError} for text that is neither, naming the forms that are right.
 */
export function parseCadence(text: string, anchor: EpochMs = 0): Cadence {
  const every = typeof text === 'string' ? everyOf(text.trim()) : undefined;
  if (every !== undefined) {
    return { text, next: (after) => anchor + (Math.floor((after - anchor) / every) + 1) * every };
  }
  try {
    const cron = parseCron(text);
    return { text, next: (after) => nextCronTime(cron, after) };
  } catch (cause) {
    const why = cause instanceof RangeError && String(text).trim().includes(' ') ? `: ${cause.message}` : '';
    throw new RangeError(`a schedule must be ${FORMS}, not ${JSON.stringify(text)}${why}`, { cause });
  }
}
