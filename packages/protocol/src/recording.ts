import type { EpochMs } from './units.js';
import type { ActionRecord, Alert, Recommendation } from './finding.js';
import type { Snapshot } from './snapshot.js';
import type { Tick } from './tick.js';

/** About a recording, where its maker wants to say something: the first line, if there is one. */
export interface RecordingHeader {
  readonly version: 1;
  readonly application?: string;
  readonly release?: string;
  readonly url?: string;
  readonly recordedAt?: EpochMs;
}

/** What was found while it was recorded, as known at its end: the last such line holds. */
export interface RecordedFindings {
  readonly alerts: readonly Alert[];
  readonly recommendations: readonly Recommendation[];
  readonly actions?: readonly ActionRecord[];
}

/**
 * One line of a recording (JSON lines, UTF-8, in order of time). Readers skip members that they don't know, so that a
 * line may carry more.
 */
export type RecordingLine =
  | { readonly recording: RecordingHeader }
  | { readonly tick: Tick }
  | { readonly snapshot: Snapshot }
  | { readonly findings: RecordedFindings };

/** One entry of a `*.labels.json` beside a recording: what was wrong, in seconds from its first tick. */
export interface RecordingLabel {
  /** A kind of anomaly (`memory-leak`) or any other name for it. */
  readonly type: string;
  readonly start: number;
  readonly end: number;
}
