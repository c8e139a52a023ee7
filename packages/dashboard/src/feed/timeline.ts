import type { Snapshot, Tick } from '@wasm-vitals/protocol';
import type { Feed } from './feed.js';
import { createLane, type Lane, type Timed } from './lane.js';
import type { Series } from './series.js';

/** A span of epoch milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Columns as charts take them: `null` breaks a line (no data), `undefined` is bridged (nothing to read then). */
export interface Columns {
  readonly times: number[];
  readonly values: (number | null | undefined)[][];
}

/** The data of a feed in columns. */
export interface Timeline {
  sync(feed: Feed | undefined): void;
  readonly oldest: number | undefined;
  readonly newest: number | undefined;
  readonly snapshots: readonly Snapshot[];
  /** The newest reading of a series, no older than `maxAge` ms before the newest record; `at` limits to that time. */
  latest(series: Series, maxAge?: number, at?: number): number | undefined;
  view(series: readonly Series[], span: Span): Columns;
  /** When the page was hidden. */
  hidden(span: Span): Span[];
}

/** A record that came this many of its intervals late leaves a gap in the line. */
const GAP_INTERVALS = 1.6;
/** A page that was visible for less than this share of an interval counts as hidden in it. */
const HIDDEN_BELOW = 0.05;

/** First index whose item is at or after `time`. */
export function lowerBound(items: readonly Timed[], time: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.timestamp ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Slice {
  readonly items: readonly Timed[];
  readonly columns: readonly (readonly (number | undefined)[])[];
  readonly from: number;
  readonly to: number;
}

/** Of each item that comes after the times so far, its index; −1 for a gap before the next. Fills up the times. */
function appendTimes(times: number[], { items, from, to }: Slice): number[] {
  const indexes: number[] = [];
  let before = times[times.length - 1] ?? -Infinity;
  for (let i = from; i < to; i++) {
    const item = items[i];
    if (!item || item.timestamp <= before) continue;
    const start = item.timestamp - item.interval;
    if (before !== -Infinity && start - before > (GAP_INTERVALS - 1) * item.interval) {
      times.push(Math.max(before + 1, start));
      indexes.push(-1);
    }
    before = item.timestamp;
    times.push(before);
    indexes.push(i);
  }
  return indexes;
}

function appendSlice(into: Columns, slice: Slice, sparse: readonly boolean[]): void {
  const indexes = appendTimes(into.times, slice);
  into.values.forEach((values, s) => {
    const column = slice.columns[s] ?? [];
    const absent = sparse[s] ? undefined : null;
    for (const i of indexes) values.push(i < 0 ? null : (column[i] ?? absent));
  });
}

function hiddenIn(items: readonly Timed[], span: Span, spans: Span[]): void {
  for (let i = lowerBound(items, span.from); i < items.length; i++) {
    const item = items[i];
    if (!item || item.timestamp - item.interval > span.to) break;
    if (item.visibility >= HIDDEN_BELOW) continue;
    const last = spans[spans.length - 1];
    const from = item.timestamp - item.interval;
    if (last && from <= last.to + item.interval / 2)
      spans[spans.length - 1] = { from: last.from, to: item.timestamp };
    else spans.push({ from, to: item.timestamp });
  }
}

export function createTimeline(): Timeline {
  const snapshots: Lane<Snapshot> = createLane();
  const ticks: Lane<Tick> = createLane();
  let hidden: (Span & { readonly spans: Span[] }) | undefined;

  const tickColumn = (series: Series): readonly (number | undefined)[] | undefined => {
    if (!series.fromTick || ticks.items.length === 0) return undefined;
    const { values, known } = ticks.column(series, series.fromTick);
    return known > 0 ? values : undefined;
  };

  /** Before this the snapshots are shown, after it the ticks. */
  const tickStart = (): number => {
    const first = ticks.items[0];
    return first ? first.timestamp - first.interval : Infinity;
  };

  const view = (series: readonly Series[], span: Span): Columns => {
    const columns: Columns = { times: [], values: series.map(() => []) };
    const sparse = series.map((one) => one.sparse === true);
    const fine = series.map(tickColumn);
    const useTicks = fine.every((column) => column !== undefined);
    const cut = useTicks ? tickStart() : Infinity;
    // One record on each side of the window lets the line run to its edges.
    appendSlice(
      columns,
      {
        items: snapshots.items,
        columns: series.map((one) => snapshots.column(one, one.fromSnapshot).values),
        from: Math.max(0, lowerBound(snapshots.items, span.from) - 1),
        to: lowerBound(snapshots.items, Math.min(span.to, cut) + 1),
      },
      sparse,
    );
    if (!useTicks) return columns;
    const from = Math.max(0, lowerBound(ticks.items, span.from) - 1);
    const to = Math.min(ticks.items.length, lowerBound(ticks.items, span.to) + 1);
    appendSlice(columns, { items: ticks.items, columns: fine, from, to }, sparse);
    return columns;
  };

  const latestIn = <T extends Timed>(
    lane: Lane<T>,
    column: readonly (number | undefined)[],
    window: Span,
  ): number | undefined => {
    for (let i = lowerBound(lane.items, window.to + 1) - 1; i >= 0; i--) {
      if ((lane.items[i]?.timestamp ?? 0) < window.from) return undefined;
      const value = column[i];
      if (value !== undefined) return value;
    }
    return undefined;
  };

  const timeline: Timeline = {
    sync(feed) {
      hidden = undefined;
      snapshots.sync(feed?.history() ?? []);
      ticks.sync(feed?.ticks?.() ?? []);
    },
    get oldest() {
      const first = snapshots.items[0]?.timestamp ?? Infinity;
      const oldest = Math.min(first, ticks.items[0]?.timestamp ?? Infinity);
      return oldest === Infinity ? undefined : oldest;
    },
    get newest() {
      const last = snapshots.items[snapshots.items.length - 1]?.timestamp ?? -Infinity;
      const newest = Math.max(last, ticks.items[ticks.items.length - 1]?.timestamp ?? -Infinity);
      return newest === -Infinity ? undefined : newest;
    },
    get snapshots() {
      return snapshots.items;
    },
    latest(series, maxAge = 15_000, at = Infinity) {
      const end = Math.min(at, timeline.newest ?? at);
      const window = { from: end - maxAge, to: end };
      const fine = tickColumn(series);
      const newest = fine && latestIn(ticks, fine, window);
      return newest ?? latestIn(snapshots, snapshots.column(series, series.fromSnapshot).values, window);
    },
    view,
    hidden(span) {
      const { from, to } = span;
      // All charts of a dashboard ask for the same span, one after the other.
      if (hidden?.from === from && hidden.to === to) return hidden.spans;
      const spans: Span[] = [];
      const cut = tickStart();
      hiddenIn(snapshots.items, { from, to: Math.min(to, cut) }, spans);
      if (cut <= to) hiddenIn(ticks.items, { from: Math.max(cut, from), to }, spans);
      hidden = { from, to, spans };
      return spans;
    },
  };
  return timeline;
}
