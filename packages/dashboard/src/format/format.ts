import type { MetricUnit } from '@wasm-vitals/protocol';

/** What a series can be shown in: the units of the catalogue, and rates that only exist on screen. */
export type DisplayUnit = MetricUnit | 'ms per second' | 'frames per second';

export interface Formatted {
  readonly text: string;
  readonly unit: string;
}

const KIB = 1024;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Three significant digits are what a person compares at a glance; more only flickers. */
function digits(value: number): string {
  const size = Math.abs(value);
  if (size >= 100 || size === 0) return value.toFixed(0);
  return value.toFixed(size >= 10 ? 1 : 2);
}

function scaled(value: number, base: number, names: readonly string[]): Formatted {
  let rest = value;
  let step = 0;
  while (Math.abs(rest) >= base * 0.9995 && step < names.length - 1) {
    rest /= base;
    step++;
  }
  const whole = step === 0 && Number.isInteger(value);
  return { text: whole ? String(value) : digits(rest), unit: names[step] ?? '' };
}

function milliseconds(value: number): Formatted {
  const size = Math.abs(value);
  if (size === 0) return { text: '0', unit: 'ms' };
  if (size < 0.9995) return { text: digits(value * SECOND), unit: 'µs' };
  if (size < SECOND) return { text: digits(value), unit: 'ms' };
  if (size < MINUTE) return { text: digits(value / SECOND), unit: 's' };
  if (size < HOUR) return { text: digits(value / MINUTE), unit: 'min' };
  return { text: digits(value / HOUR), unit: 'h' };
}

const formatters: Readonly<Record<DisplayUnit, (value: number) => Formatted>> = {
  ms: milliseconds,
  bytes: (value) => scaled(value, KIB, ['B', 'KiB', 'MiB', 'GiB', 'TiB']),
  ratio: (value) => ({ text: digits(value * 100), unit: '%' }),
  count: (value) => scaled(value, SECOND, ['', 'k', 'M', 'G']),
  'per second': (value) => {
    const { text, unit } = scaled(value, SECOND, ['', 'k', 'M', 'G']);
    return { text, unit: `${unit}/s` };
  },
  'ms per second': (value) => ({ text: digits(value), unit: 'ms/s' }),
  'frames per second': (value) => ({ text: digits(value), unit: 'fps' }),
  score: (value) => ({ text: value.toFixed(3), unit: '' }),
};

/** A reading in parts, so that the unit can be set smaller than the figure. */
export function formatParts(value: number, unit: DisplayUnit): Formatted {
  return formatters[unit](value);
}

/** A reading as text: `1.24 ms`, `64.0 MiB`, `97.2 %`. */
export function formatValue(value: number | undefined, unit: DisplayUnit): string {
  if (value === undefined || !Number.isFinite(value)) return '–';
  const parts = formatters[unit](value);
  return parts.unit === '' ? parts.text : `${parts.text} ${parts.unit}`;
}

/** A change as a share: `+12 %`, `−3 %`, `2.3 ×` from the double on. */
export function formatChange(ratio: number): string {
  if (ratio >= 2) return `${digits(ratio)} ×`;
  const percent = Math.round((ratio - 1) * 100);
  if (percent === 0) return '±0 %';
  return `${percent > 0 ? '+' : '−'}${Math.abs(percent)} %`;
}

/** A length of time in whole units: `just now` below 2 s, `45 s`, `3 min`, `2 h 5 min`. Milliseconds. */
export function formatAge(duration: number): string {
  if (duration < 2 * SECOND) return 'just now';
  if (duration < MINUTE) return `${Math.floor(duration / SECOND)} s`;
  if (duration < HOUR) return `${Math.floor(duration / MINUTE)} min`;
  const minutes = Math.floor((duration % HOUR) / MINUTE);
  const hours = Math.floor(duration / HOUR);
  return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** The local time of day: `14:05:09`, or `14:05`. */
export function formatClock(time: number, seconds = true): string {
  const date = new Date(time);
  const short = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return seconds ? `${short}:${two(date.getSeconds())}` : short;
}
