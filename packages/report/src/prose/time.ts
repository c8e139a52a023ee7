import type { EpochMs } from '@wasm-vitals/protocol';

/** The furthest instants that ECMAScript can name (ECMA-262, "Time Values and Time Range"). */
const FURTHEST = 8.64e15;

/** ISO 8601 in UTC with milliseconds; `unknown` for a number that is no time. */
export function isoTime(time: EpochMs): string {
  return Number.isFinite(time) && Math.abs(time) <= FURTHEST ? new Date(time).toISOString() : 'unknown';
}

/** `2026-11-23 14:03:20 UTC`. */
export function readableTime(time: EpochMs): string {
  const iso = isoTime(time);
  return iso === 'unknown' ? iso : `${iso.slice(0, -5).replace('T', ' ')} UTC`;
}

/** `14:03:20`. */
export function clockTime(time: EpochMs): string {
  return isoTime(time).match(/T(\d\d:\d\d:\d\d)/)?.[1] ?? 'unknown';
}
