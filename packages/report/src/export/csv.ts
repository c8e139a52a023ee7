import type { Report } from '@wasm-vitals/protocol';
import { isoTime } from '../prose/time.js';

type Cell = string | number | null | undefined;

/**
 * Spreadsheets run text that begins with one of these as a formula (OWASP, "CSV Injection"); an apostrophe before it
 * keeps it text. Names come from the page, so they are not to be trusted.
 */
const FORMULA_START = /^[\s\u0000]*[=+\-@\t\r\n|%]/; // eslint-disable-line no-control-regex -- a NUL may hide the sign

function cell(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const text = FORMULA_START.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** RFC 4180: CRLF after each row, quotes doubled, a header first. Numbers are written as numbers, absent ones empty. */
function table(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** One row a snapshot: time in ISO 8601 and epoch ms, then every metric with a reading, units as in the catalogue. */
export function samplesCsv({ samples }: Report): string {
  const metrics = Object.keys(samples.columns);
  return table(
    ['time', 'timestamp', ...metrics],
    samples.timestamps.map((timestamp, row) => [
      isoTime(timestamp),
      timestamp,
      ...metrics.map((metric) => samples.columns[metric]?.[row]),
    ]),
  );
}

const FUNCTION_COLUMNS = [
  'name',
  'module',
  'kind',
  'calls',
  'callsPerSecond',
  'totalTimeMs',
  'selfTimeMs',
  'share',
  'meanMs',
  'p50Ms',
  'p95Ms',
  'p99Ms',
  'maxMs',
  'resolutionMs',
  'errors',
  'samplingRate',
  'worker',
] as const;

/** One row a function, by total time, greatest first. */
export function functionsCsv({ wasm }: Report): string {
  return table(
    FUNCTION_COLUMNS,
    wasm.functions.map((summary) => {
      const { latency } = summary;
      return [
        summary.name,
        summary.module,
        summary.kind,
        summary.calls,
        summary.callsPerSecond,
        summary.totalTime,
        summary.selfTime,
        summary.share,
        latency?.mean,
        latency?.p50,
        latency?.p95,
        latency?.p99,
        latency?.max,
        latency?.resolution,
        summary.errors,
        summary.samplingRate,
        summary.worker,
      ];
    }),
  );
}
