import type { ActionRecord, Alert, Baseline, Recommendation } from '@wasm-vitals/protocol';
import type { Feed } from '../feed/feed.js';
import { createBaselines } from '../feed/baselines.js';
import type { Series } from '../feed/series.js';
import { statusOf, type Status } from '../feed/status.js';
import { createTimeline, type Span, type Timeline } from '../feed/timeline.js';
import { marksOf, type Mark } from './marks.js';
import { DEFAULT_RANGE, rangeLength, type RangeId } from './ranges.js';

/**
 * `data`: new readings; `history`: among them a new snapshot; `view`: another window; `cursor`: the pointer moved;
 * `findings`: alerts and the like.
 */
export type ModelChange = 'data' | 'history' | 'view' | 'cursor' | 'findings' | 'theme';

/** All state that the parts of one dashboard share. Elements draw it and listen. */
export interface DashboardModel {
  readonly timeline: Timeline;
  readonly feed: Feed | undefined;
  setFeed(feed: Feed | undefined): void;
  /** Takes over what the feed has now, unless paused. */
  pull(): void;
  /** What is shown: the zoomed window, or the range up to the newest record. */
  window(): Span;
  readonly range: RangeId;
  setRange(range: RangeId): void;
  readonly zoomed: boolean;
  /** Shows this window alone; undefined goes back to the range. */
  zoom(window: Span | undefined): void;
  readonly paused: boolean;
  setPaused(paused: boolean): void;
  /** Time under the pointer, on any chart. */
  readonly cursor: number | undefined;
  setCursor(time: number | undefined): void;
  readonly alerts: readonly Alert[];
  readonly recommendations: readonly Recommendation[];
  readonly actions: readonly ActionRecord[];
  readonly marks: readonly Mark[];
  readonly status: Status;
  /** The time of the newest record: all ages count from it, so that a replayed feed looks as it did. */
  readonly now: number;
  baseline(series: Series): Baseline | undefined;
  threshold(series: Series): number | undefined;
  /** Colours are others now. */
  retheme(): void;
  on(listener: (change: ModelChange) => void): () => void;
}

/** The narrowest window that a drag can make: less is a slip of the hand. */
const MIN_ZOOM = 2_000;

interface Findings {
  alerts: readonly Alert[];
  recommendations: readonly Recommendation[];
  actions: readonly ActionRecord[];
  marks: readonly Mark[];
}

const NO_FINDINGS: Findings = { alerts: [], recommendations: [], actions: [], marks: [] };

/** The list from before where the new one has the same items: a feed may make an array for each call. */
function kept<T>(before: readonly T[], next: readonly T[]): readonly T[] {
  return before.length === next.length && before.every((item, i) => item === next[i]) ? before : next;
}

/** What was found until now; the same object where nothing has changed. */
function readFindings(feed: Feed | undefined, before: Findings): Findings {
  if (!feed) return NO_FINDINGS;
  const alerts = kept(before.alerts, feed.alerts());
  const recommendations = kept(before.recommendations, feed.recommendations());
  const actions = kept(before.actions, feed.actions?.() ?? []);
  const same =
    alerts === before.alerts && recommendations === before.recommendations && actions === before.actions;
  return same ? before : { alerts, recommendations, actions, marks: marksOf(alerts, actions) };
}

export function createDashboardModel(): DashboardModel {
  const timeline = createTimeline();
  const baselines = createBaselines(timeline);
  const listeners = new Set<(change: ModelChange) => void>();
  let feed: Feed | undefined;
  let findings = NO_FINDINGS;
  let range: RangeId = DEFAULT_RANGE;
  let zoomed: Span | undefined;
  let paused = false;
  let cursor: number | undefined;

  const tell = (change: ModelChange): void => {
    for (const listener of [...listeners]) listener(change);
  };

  const take = (): void => {
    timeline.sync(feed);
    findings = readFindings(feed, findings);
  };

  const window = (): Span => {
    if (zoomed) return zoomed;
    const to = timeline.newest ?? Date.now();
    const length = rangeLength(range);
    return { from: length === Infinity ? Math.min(timeline.oldest ?? to, to - 60_000) : to - length, to };
  };

  const model: DashboardModel = {
    timeline,
    get feed() {
      return feed;
    },
    setFeed(next) {
      feed = next;
      zoomed = undefined;
      baselines.forget();
      take();
      tell('data');
      tell('history');
      tell('findings');
    },
    pull() {
      if (paused) return;
      const before = findings;
      const { snapshots } = timeline;
      take();
      tell('data');
      if (timeline.snapshots !== snapshots) tell('history');
      if (findings !== before) tell('findings');
    },
    window,
    get range() {
      return range;
    },
    setRange(next) {
      range = next;
      zoomed = undefined;
      tell('view');
    },
    get zoomed() {
      return zoomed !== undefined;
    },
    zoom(next) {
      if (next && next.to - next.from < MIN_ZOOM) return;
      zoomed = next;
      tell('view');
    },
    get paused() {
      return paused;
    },
    setPaused(next) {
      paused = next;
      if (!paused) model.pull();
      tell('view');
    },
    get cursor() {
      return cursor;
    },
    setCursor(time) {
      if (time === cursor) return;
      cursor = time;
      tell('cursor');
    },
    get alerts() {
      return findings.alerts;
    },
    get recommendations() {
      return findings.recommendations;
    },
    get actions() {
      return findings.actions;
    },
    get marks() {
      return findings.marks;
    },
    get status() {
      return statusOf(findings.alerts, timeline.newest !== undefined, model.now);
    },
    get now() {
      return timeline.newest ?? Date.now();
    },
    baseline: (series) =>
      (series.perSecond ? undefined : feed?.baseline?.(series.id)) ?? baselines.of(series, findings.alerts),
    threshold: (series) => {
      if (series.perSecond) return undefined;
      const known = feed?.threshold?.(series.id);
      return (
        known ??
        findings.alerts.find((alert) => alert.metric === series.id && alert.threshold !== undefined)
          ?.threshold
      );
    },
    retheme: () => tell('theme'),
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return model;
}
