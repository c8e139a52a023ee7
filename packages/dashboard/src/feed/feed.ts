import type { ActionRecord, Alert, Baseline, Recommendation, Snapshot, Tick } from '@wasm-vitals/protocol';

/**
 * Where a dashboard gets its data: a monitor in the same page fits it by shape, a server through an adapter.
 * Arrays are in order of time, oldest first, and are not changed after they were handed out.
 */
export interface Feed {
  readonly application?: { readonly name?: string; readonly release?: string };
  /** Snapshots kept so far, at most 1,000. */
  history(): readonly Snapshot[];
  /** Ticks of one second of the last minutes, where the source has them. */
  ticks?(): readonly Tick[];
  alerts(): readonly Alert[];
  recommendations(): readonly Recommendation[];
  /** Audit trail of applied actions, where the source has one. */
  actions?(): readonly ActionRecord[];
  /** What is normal for a metric, where the source knows it; else the dashboard takes it from the history. */
  baseline?(metric: string): Baseline | undefined;
  /** The fixed limit of a metric, in its unit, where one is set. */
  threshold?(metric: string): number | undefined;
  /** Tells that something changed. Returns the way to stop listening. */
  subscribeFeed(listener: (change: FeedChange) => void): () => void;
  acknowledge?(alert: string): void;
  /** Silences an alert for `duration` milliseconds. */
  mute?(alert: string, duration: number): void;
  /** Applies or takes back what a recommendation names; rejects with a message for people where it can't. */
  apply?(recommendation: string): Promise<void>;
  undo?(recommendation: string): Promise<void>;
  dismiss?(recommendation: string): void;
}

export type FeedChange = 'snapshot' | 'tick' | 'alerts' | 'recommendations' | 'actions';
