import type { Anomaly, Snapshot, Tick } from '@wasm-vitals/protocol';
import type { BaselineFile } from '../baseline/baseline-file.js';

/** What happened to an anomaly. `updated` carries newer figures; `cleared` carries the last ones. */
export interface DetectorEvent {
  readonly type: 'raised' | 'updated' | 'cleared';
  readonly anomaly: Anomaly;
}

/**
 * Streaming detector. It has no clock and does no I/O: time comes from the ticks, so that a recording gives the
 * alarms that the live run gave. It keeps a constant amount of memory.
 */
export interface Detector {
  /** One tick, about each second, in order of time. Costs microseconds. */
  onTick(tick: Tick): readonly DetectorEvent[];
  /** One snapshot, about every five seconds: fixed thresholds are evaluated on it. */
  onSnapshot(snapshot: Snapshot): readonly DetectorEvent[];
  /** Warms the baselines from a history, a stored session or an earlier release, so that no 25 ticks need be waited for. */
  establishBaselines(history: readonly Snapshot[] | BaselineFile): void;
  /** The baselines now, to store or to ship. */
  baselines(): BaselineFile;
}
