import type { FunctionRow } from '../feed/function-rows.js';
import { formatValue } from '../format/format.js';

export interface Column {
  readonly id: string;
  readonly label: string;
  readonly title: string;
  readonly value: (row: FunctionRow) => number | string | undefined;
  readonly text: (row: FunctionRow) => string;
  /** Left out first where there is little room. */
  readonly minor?: boolean;
}

const percentile = (q: 0.5 | 0.95 | 0.99, label: string, minor: boolean): Column => ({
  id: label,
  label,
  title: `${label} of the time of a call`,
  value: (row) => row.percentile(q),
  text: (row) => formatValue(row.percentile(q), 'ms'),
  minor,
});

/** The columns of the functions table, in their order. To add a column is to add a row. */
export const COLUMNS: readonly Column[] = [
  {
    id: 'name',
    label: 'Function',
    title: 'Export or measured function',
    value: (row) => row.name,
    text: (row) => row.name,
  },
  {
    id: 'calls',
    label: 'Calls/s',
    title: 'Calls per second',
    value: (row) => row.callsPerSecond,
    text: (row) => formatValue(row.callsPerSecond, 'count'),
  },
  {
    id: 'share',
    label: 'Time',
    title: 'Share of all time in WebAssembly, with what the function called',
    value: (row) => row.share,
    text: (row) => formatValue(row.share, 'ratio'),
  },
  percentile(0.5, 'p50', true),
  percentile(0.95, 'p95', false),
  percentile(0.99, 'p99', true),
  {
    id: 'errors',
    label: 'Errors',
    title: 'Calls that threw',
    value: (row) => row.errors,
    text: (row) => (row.errors === 0 ? '0' : formatValue(row.errors, 'count')),
    minor: true,
  },
];

export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** Rows whose name or module has the text, in order. Rows without a reading come last either way. */
export function arrange(rows: readonly FunctionRow[], filter: string, sorting: Sorting): FunctionRow[] {
  const text = filter.trim().toLowerCase();
  const matching = rows.filter((row) =>
    `${row.name} ${row.module ?? ''} ${row.worker ?? ''}`.toLowerCase().includes(text),
  );
  const column = COLUMNS.find((one) => one.id === sorting.column) ?? COLUMNS[0];
  if (!column) return matching;
  const sign = sorting.descending ? -1 : 1;
  return matching.toSorted((a, b) => {
    const left = column.value(a);
    const right = column.value(b);
    if (left === undefined || right === undefined)
      return Number(left === undefined) - Number(right === undefined);
    if (typeof left === 'string' || typeof right === 'string')
      return sign * String(left).localeCompare(String(right));
    return sign * (left - right);
  });
}
