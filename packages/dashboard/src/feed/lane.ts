/** What snapshots and ticks have in common. */
export interface Timed {
  readonly timestamp: number;
  readonly interval: number;
  readonly visibility: number;
}

/** Records of one rhythm with the columns that charts read from them; a column is only ever read for new records. */
export interface Lane<T extends Timed> {
  readonly items: readonly T[];
  /** Takes the newest array. What is known from the one before is kept. */
  sync(next: readonly T[]): void;
  /** Indexes of items, ascending, before which records are missing. */
  readonly breaks: readonly number[];
  /** The readings of all items, in their order. Filled up to date on each call. */
  column(key: object, read: (item: T) => number | undefined, absent?: null): Column;
}

/** A reading; what there is none of is `undefined`, or `null` where the column was asked for so. */
export type Reading = number | null | undefined;

/** One reading an item, in the order of the items. */
interface Column {
  readonly values: readonly Reading[];
  /** How many of them are there. */
  readonly known: number;
}

interface GrowingColumn extends Column {
  readonly values: Reading[];
  known: number;
}

/** A record that came this many of its intervals late leaves a gap in the line. */
const GAP_INTERVALS = 1.6;

/** Whether records are missing between the two. */
export const comesLate = (before: Timed, { timestamp, interval }: Timed): boolean =>
  timestamp - interval - before.timestamp > (GAP_INTERVALS - 1) * interval;

/** How many of the old items fell off the front; undefined where `next` doesn't continue `old`. */
function shiftBetween<T extends Timed>(old: readonly T[], next: readonly T[]): number | undefined {
  const first = next[0];
  if (!first) return undefined;
  let shift = 0;
  while (shift < old.length && (old[shift]?.timestamp ?? 0) < first.timestamp) shift++;
  const last = old[old.length - 1];
  const same = next[old.length - 1 - shift];
  const continues = old[shift]?.timestamp === first.timestamp && last?.timestamp === same?.timestamp;
  return continues ? shift : undefined;
}

export function createLane<T extends Timed>(): Lane<T> {
  let items: readonly T[] = [];
  let breaks: number[] = [];
  const columns = new Map<object, GrowingColumn>();

  const drop = (column: GrowingColumn, count: number): void => {
    for (const value of column.values.splice(0, count)) if (value != null) column.known--;
  };

  const findBreaks = (from: number): void => {
    for (let i = Math.max(1, from); i < items.length; i++) {
      const before = items[i - 1];
      const item = items[i];
      if (before && item && comesLate(before, item)) breaks.push(i);
    }
  };

  return {
    get items() {
      return items;
    },
    get breaks() {
      return breaks;
    },
    sync(next) {
      if (next === items) return;
      const shift = shiftBetween(items, next);
      const known = shift === undefined ? 0 : items.length - shift;
      if (shift === undefined) columns.clear();
      else if (shift > 0) for (const column of columns.values()) drop(column, shift);
      breaks = shift === undefined ? [] : breaks.flatMap((at) => (at > shift ? [at - shift] : []));
      items = next;
      findBreaks(known);
    },
    column(key, read, absent) {
      let column = columns.get(key);
      if (!column) columns.set(key, (column = { values: [], known: 0 }));
      for (let i = column.values.length; i < items.length; i++) {
        const item = items[i];
        const value = item && read(item);
        column.values.push(value ?? absent);
        if (value !== undefined) column.known++;
      }
      return column;
    },
  };
}
