import type { ActionRecord, Alert, Snapshot, Tick } from '@wasm-vitals/protocol';
import type { Guard } from './browser/guard.js';
import type { Detection } from './detect/detection.js';
import type { OptimizationAdvisor } from './optimize/advisor.js';
import type { Snapshotter } from './snapshot/snapshotter.js';
import { createChannel, type Channel } from './store/channel.js';
import { createRing, type Ring } from './store/ring.js';

/** What changed, as a dashboard wants to know it. */
export type FeedChange = 'snapshot' | 'tick' | 'alerts' | 'recommendations' | 'actions';

export interface FlowDeps {
  readonly snapshotter: Snapshotter;
  readonly detection: Detection;
  readonly advisor: OptimizationAdvisor;
  readonly guard: Guard;
  readonly historySize: number;
}

/** One reading's way through the monitor: taken, kept, judged, told. */
export interface Flow {
  readonly snapshots: Ring<Snapshot>;
  readonly ticks: Ring<Tick>;
  readonly channels: {
    readonly snapshot: Channel<Snapshot>;
    readonly tick: Channel<Tick>;
    readonly alert: Channel<Alert>;
    readonly feed: Channel<FeedChange>;
  };
  tick(): Tick;
  snapshot(): Snapshot;
  /** Forgets all but the newest `count` snapshots, and the ticks of an earlier time. */
  trim(count: number): void;
  /** Tells that these alerts changed, and lets the advisor answer. */
  alertsChanged(alerts: readonly Alert[]): void;
  stop(): void;
}

/** Five minutes at one tick a second: what the detectors' windows and a chart of the present need. */
const TICKS_KEPT = 300;

export function createFlow(deps: FlowDeps): Flow {
  const { snapshotter, detection, advisor, guard, historySize } = deps;
  const snapshots = createRing<Snapshot>(historySize);
  const ticks = createRing<Tick>(TICKS_KEPT);
  const channels = {
    snapshot: createChannel<Snapshot>(guard),
    tick: createChannel<Tick>(guard),
    alert: createChannel<Alert>(guard),
    feed: createChannel<FeedChange>(guard),
  };
  let told: ActionRecord | undefined;
  /** Lines of the audit trail that came since the snapshot before. */
  function newActions(): readonly ActionRecord[] {
    const all = advisor.actions();
    const since = told === undefined ? all : all.slice(all.lastIndexOf(told) + 1);
    told = all.at(-1) ?? told;
    return since;
  }

  const unsubscribe = advisor.subscribe((change) => channels.feed.emit(change));

  function detect(work: () => readonly Alert[]): readonly Alert[] {
    return guard.attempt('detect', work, () => []);
  }

  function advise(newest: Snapshot | undefined): void {
    guard.run('advise', () => advisor.onAlerts(detection.alerts(), newest));
  }

  function tell(changed: readonly Alert[]): void {
    if (changed.length === 0) return;
    for (const alert of changed) channels.alert.emit(alert);
    channels.feed.emit('alerts');
  }

  return {
    snapshots,
    ticks,
    channels,
    tick() {
      const tick = snapshotter.takeTick();
      ticks.push(tick);
      const changed = detect(() => detection.onTick(tick));
      if (changed.length > 0) advise(snapshots.newest);
      guard.run('advise', () => advisor.onTick(tick));
      channels.tick.emit(tick);
      channels.feed.emit('tick');
      tell(changed);
      return tick;
    },
    snapshot() {
      const actions = newActions();
      const taken = snapshotter.takeSnapshot();
      const snapshot = actions.length === 0 ? taken : { ...taken, actions };
      snapshots.push(snapshot);
      const changed = detect(() => detection.onSnapshot(snapshot));
      advise(snapshot);
      channels.snapshot.emit(snapshot);
      channels.feed.emit('snapshot');
      tell(changed);
      return snapshot;
    },
    trim(count) {
      snapshots.trim(count);
      const since = snapshots.items()[0]?.timestamp ?? 0;
      ticks.trim(ticks.items().filter(({ timestamp }) => timestamp >= since).length);
    },
    alertsChanged(changed) {
      advise(snapshots.newest);
      tell(changed);
    },
    stop() {
      unsubscribe();
      for (const channel of Object.values(channels)) channel.clear();
    },
  };
}
