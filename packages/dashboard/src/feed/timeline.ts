import type { Snapshot, Tick } from '@wasm-vitals/protocol';
import type { Feed } from './feed.js';
import { comesLate, createLane, type Lane, type Reading, type Timed } from './lane.js';
import type { Series } from './series.js';

/** A span of epoch milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Columns as charts take them: `null` breaks a line (no data), `undefined` is bridged (nothing to read then). */
export interface Columns {
  readonly times: number[];
  readonly values: Reading[][];
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

/** Some of the records of a lane, and where among them records are missing. */
interface Part {
  readonly from: number;
  readonly to: number;
  readonly breaks: readonly number[];
}

const partOf = ({ breaks }: Lane<Timed>, from: number, to: number): Part => ({
  from,
  to,
  breaks: breaks.filter((at) => at > from && at < to),
});

/** The part of a column, with what stands for missing records where they are: slices, as loops over each would cost more. */
function cut<V>(values: readonly V[], { from, to, breaks }: Part, gap: (at: number) => V): V[] {
  if (breaks.length === 0) return values.slice(from, to);
  const starts = [from, ...breaks];
  return starts.flatMap((start, i) => {
    const piece = values.slice(start, starts[i + 1] ?? to);
    return i === 0 ? piece : [gap(start), ...piece];
  });
}

const gapValue = (): null => null;

/** Where the gap before a record is drawn: at its start, and after the record before. */
const gapTime =
  (items: readonly Timed[]) =>
  (at: number): number => {
    const item = items[at];
    return Math.max((items[at - 1]?.timestamp ?? 0) + 1, (item?.timestamp ?? 0) - (item?.interval ?? 0));
  };

/** The times of a view: the same for all series that are read from the same records. */
interface Frame {
  readonly times: number[];
  readonly coarse: Part;
  readonly fine: Part | undefined;
  /** Records are missing between the snapshots and the ticks. */
  readonly apart: boolean;
}

const timeOf = ({ timestamp }: Timed): number => timestamp;
const timesOf = (lane: Lane<Timed>, part: Part): number[] =>
  cut(lane.column(timeOf, timeOf).values as readonly number[], part, gapTime(lane.items));

const absentOf = ({ sparse }: Series): null | undefined => (sparse ? undefined : null);

const hiddenOf = ({ visibility }: Timed): number | undefined => (visibility < HIDDEN_BELOW ? 1 : undefined);

const everHidden = (lane: Lane<Timed>): boolean => lane.column(hiddenOf, hiddenOf).known > 0;

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
  /** All charts of a dashboard ask for the same span, one after the other: what they share is made once. */
  const frames = new Map<string, Frame>();

  const tickColumn = (series: Series): readonly Reading[] | undefined => {
    if (!series.fromTick || ticks.items.length === 0) return undefined;
    const { values, known } = ticks.column(series, series.fromTick, absentOf(series));
    return known > 0 ? values : undefined;
  };

  const snapshotColumn = (series: Series): readonly Reading[] =>
    snapshots.column(series, series.fromSnapshot, absentOf(series)).values;

  /** Before this the snapshots are shown, after it the ticks. */
  const tickStart = (): number => {
    const first = ticks.items[0];
    return first ? first.timestamp - first.interval : Infinity;
  };

  const makeFrame = (span: Span, useTicks: boolean): Frame => {
    const end = Math.min(span.to, useTicks ? tickStart() : Infinity);
    // One record on each side of the window lets the line run to its edges.
    const from = Math.max(0, lowerBound(snapshots.items, span.from) - 1);
    const coarse = partOf(snapshots, from, Math.max(from, lowerBound(snapshots.items, end + 1)));
    const times = timesOf(snapshots, coarse);
    if (!useTicks) return { times, coarse, fine: undefined, apart: false };
    const fine = partOf(
      ticks,
      Math.max(0, lowerBound(ticks.items, span.from) - 1),
      Math.min(ticks.items.length, lowerBound(ticks.items, span.to) + 1),
    );
    const last = snapshots.items[coarse.to - 1];
    const next = ticks.items[fine.from];
    const apart = coarse.to > coarse.from && last && next ? comesLate(last, next) : false;
    const joint = apart && last && next ? [Math.max(last.timestamp + 1, next.timestamp - next.interval)] : [];
    return { times: times.concat(joint, timesOf(ticks, fine)), coarse, fine, apart };
  };

  const frameOf = (span: Span, useTicks: boolean): Frame => {
    const key = `${span.from} ${span.to} ${useTicks}`;
    let frame = frames.get(key);
    if (!frame) frames.set(key, (frame = makeFrame(span, useTicks)));
    return frame;
  };

  const view = (series: readonly Series[], span: Span): Columns => {
    const fineColumns = series.map(tickColumn);
    const frame = frameOf(
      span,
      fineColumns.every((column) => column !== undefined),
    );
    const { times, coarse, fine, apart } = frame;
    const values = series.map((one, i) => {
      const before = cut(snapshotColumn(one), coarse, gapValue);
      if (!fine) return before;
      return before.concat(apart ? [null] : [], cut(fineColumns[i] ?? [], fine, gapValue));
    });
    return { times, values };
  };

  const latestIn = <T extends Timed>(
    lane: Lane<T>,
    column: readonly Reading[],
    window: Span,
  ): number | undefined => {
    for (let i = lowerBound(lane.items, window.to + 1) - 1; i >= 0; i--) {
      if ((lane.items[i]?.timestamp ?? 0) < window.from) return undefined;
      const value = column[i];
      if (value != null) return value;
    }
    return undefined;
  };

  const timeline: Timeline = {
    sync(feed) {
      hidden = undefined;
      frames.clear();
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
      return newest ?? latestIn(snapshots, snapshotColumn(series), window);
    },
    view,
    hidden(span) {
      const { from, to } = span;
      if (hidden?.from === from && hidden.to === to) return hidden.spans;
      const spans: Span[] = [];
      const start = tickStart();
      if (everHidden(snapshots)) hiddenIn(snapshots.items, { from, to: Math.min(to, start) }, spans);
      if (start <= to && everHidden(ticks)) hiddenIn(ticks.items, { from: Math.max(start, from), to }, spans);
      hidden = { from, to, spans };
      return spans;
    },
  };
  return timeline;
}
