import type { Snapshot } from './snapshot.js';
import type { EpochMs } from './units.js';

/** What leaves a page in one request: at most 60 KiB of JSON before compression. */
export interface Batch {
  /** Version of this envelope. A reader refuses versions that it does not know. */
  readonly version: '1';
  /** Random, unique: a batch that comes twice is stored once. */
  readonly id: string;
  readonly application: string;
  readonly release?: string;
  /** Random, one per page load. */
  readonly session: string;
  readonly sentAt: EpochMs;
  readonly snapshots: readonly Snapshot[];
}
