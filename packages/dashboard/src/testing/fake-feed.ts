import type { Alert, Recommendation, Snapshot, Tick } from '@wasm-vitals/protocol';
import type { Feed, FeedChange } from '../feed/feed.js';
import { findingsOf } from './fake-findings.js';
import { snapshotOf, tickOf } from './fake-snapshot.js';
import { second, type Second, type State } from './fake-world.js';
import { createRandom } from './random.js';

/** A feed whose time stands still until it is told to go on; the same for each run. */
export interface FakeFeed extends Feed {
  /** Goes on by whole seconds, one tick each. */
  advance(seconds: number): void;
  /** Puts other findings in place. */
  setAlerts(alerts: readonly Alert[]): void;
  setRecommendations(recommendations: readonly Recommendation[]): void;
  setHistory(history: readonly Snapshot[]): void;
  readonly listenerCount: number;
  /** What was called, in order: `acknowledge alert-1`. */
  readonly calls: string[];
}

export interface FakeFeedOptions {
  /** Time of the newest reading. Epoch ms. */
  readonly end?: number;
  /** Seconds of history. */
  readonly length?: number;
  readonly seed?: number;
}

/** 3 March 2026, 14:30 UTC: any fixed time would do. */
const END = Date.UTC(2026, 2, 3, 14, 30);
const HISTORY_SECONDS = 3_900;
const TICKS_KEPT = 600;
const SNAPSHOTS_KEPT = 1_000;
const SNAPSHOT_SECONDS = 5;

export function createFakeFeed(state: State, options: FakeFeedOptions = {}): FakeFeed {
  const { end = END, length = HISTORY_SECONDS, seed = 7 } = options;
  const random = createRandom(seed);
  const listeners = new Set<(change: FeedChange) => void>();
  const calls: string[] = [];
  let history: readonly Snapshot[] = [];
  let ticks: readonly Tick[] = [];
  let open: Second[] = [];
  let sequence = 0;
  let reserved = 0;
  let clock = end - length * 1_000;
  const found = findingsOf(state, end);
  let { alerts, recommendations } = found;

  const tell = (change: FeedChange): void => {
    for (const listener of [...listeners]) listener(change);
  };

  const step = (newTicks: Tick[], newSnapshots: Snapshot[]): void => {
    clock += 1_000;
    const drawn = second(clock, end - clock, state, random);
    reserved = Math.max(reserved, drawn.reserved);
    const now = { ...drawn, reserved };
    if (!now.present) {
      open = [];
      return;
    }
    newTicks.push(tickOf(now));
    open.push(now);
    if (open.length < SNAPSHOT_SECONDS) return;
    newSnapshots.push(snapshotOf(open, sequence++, state, random));
    open = [];
  };

  const run = (seconds: number): void => {
    const newTicks: Tick[] = [];
    const newSnapshots: Snapshot[] = [];
    for (let i = 0; i < seconds; i++) step(newTicks, newSnapshots);
    ticks = [...ticks, ...newTicks].slice(-TICKS_KEPT);
    if (newSnapshots.length > 0) history = [...history, ...newSnapshots].slice(-SNAPSHOTS_KEPT);
  };

  const edit = (id: string, change: Partial<Alert>): void => {
    alerts = alerts.map((alert) => (alert.id === id ? { ...alert, ...change } : alert));
    tell('alerts');
  };

  const settle = (id: string, change: Partial<Recommendation>): void => {
    recommendations = recommendations.map((one) => (one.id === id ? { ...one, ...change } : one));
    tell('recommendations');
  };

  if (state !== 'empty') run(length);

  return {
    application: { name: 'Cortical column', release: '1.4.0' },
    history: () => history,
    ticks: () => ticks,
    alerts: () => alerts,
    recommendations: () => recommendations,
    actions: () => found.actions,
    subscribeFeed(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    acknowledge(id) {
      calls.push(`acknowledge ${id}`);
      edit(id, { state: 'acknowledged', acknowledgedAt: clock });
    },
    mute(id, duration) {
      calls.push(`mute ${id} ${duration}`);
      edit(id, { mutedUntil: clock + duration });
    },
    apply(id) {
      calls.push(`apply ${id}`);
      settle(id, { status: 'applied', outcome: { appliedAt: clock } });
      return Promise.resolve();
    },
    undo(id) {
      calls.push(`undo ${id}`);
      return Promise.reject(new Error('The instance that was changed is gone.'));
    },
    dismiss(id) {
      calls.push(`dismiss ${id}`);
      settle(id, { status: 'dismissed' });
    },
    advance(seconds) {
      run(seconds);
      tell('tick');
      tell('snapshot');
    },
    setAlerts(next) {
      alerts = [...next];
      tell('alerts');
    },
    setRecommendations(next) {
      recommendations = [...next];
      tell('recommendations');
    },
    setHistory(next) {
      history = next;
      ticks = [];
      tell('snapshot');
    },
    get listenerCount() {
      return listeners.size;
    },
    calls,
  };
}
