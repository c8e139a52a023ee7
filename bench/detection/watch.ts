import { createAlertBook, createDetector } from '@wasm-vitals/analysis';
import type { DetectorEvent } from '@wasm-vitals/analysis';
import type { Anomaly, EpochMs, Snapshot, Tick } from '@wasm-vitals/protocol';
import { createRatioRule } from './ratio-rule.js';
import type { Alarms, Raised } from './score.js';
import type { Session } from './session.js';

/** Lets one detector watch a session; called for each tick, then asked for what it found. */
export interface Watcher {
  onTick(second: number, tick: Tick): void;
  /** Where the session has snapshots too. */
  onSnapshot?(second: number, snapshot: Snapshot): void;
  alarms(): Alarms;
}

function toRaised(second: number, now: EpochMs, { kind, onset, change }: Anomaly): Raised {
  return {
    at: second,
    name: kind,
    ...(onset === undefined ? {} : { onset: second - (now - onset) / 1000 }),
    ...(change?.low === undefined ? {} : { low: change.low }),
    ...(change?.high === undefined ? {} : { high: change.high }),
  };
}

/** Our detector with its alert book, as a page runs them. */
export function watchWithDetector(): Watcher {
  const detector = createDetector();
  const book = createAlertBook();
  const incidents: { at: number; name: string }[] = [];
  const raised: Raised[] = [];
  const known = new Set<string>();

  function note(second: number, events: readonly DetectorEvent[], now: EpochMs): void {
    for (const { type, anomaly } of events)
      if (type === 'raised') raised.push(toRaised(second, now, anomaly));
    for (const alert of book.apply(events, now)) {
      if (known.has(alert.id)) continue;
      known.add(alert.id);
      incidents.push({ at: second, name: alert.kind });
    }
  }

  return {
    onTick: (second, tick) => note(second, detector.onTick(tick), tick.timestamp),
    onSnapshot: (second, snapshot) => note(second, detector.onSnapshot(snapshot), snapshot.timestamp),
    alarms: () => ({ incidents, raised }),
  };
}

/** An incident of the fixed-ratio rule is over after so many silent seconds. */
const SILENCE = 30;

export function watchWithRatios(): Watcher {
  const rule = createRatioRule();
  const incidents: { at: number; name: string }[] = [];
  let last = -Infinity;
  return {
    onTick(second, tick) {
      if (!rule.onTick(tick)) return;
      if (second - last > SILENCE) incidents.push({ at: second, name: 'ratio' });
      last = second;
    },
    alarms: () => ({ incidents, raised: incidents }),
  };
}

/** Runs watchers over a session; returns the time that the first took, in ms. */
export function watchSession(session: Session, watchers: readonly Watcher[]): void {
  for (const { second, tick } of session.ticks()) {
    for (const watcher of watchers) watcher.onTick(second, tick);
  }
}
