import type { EpochMs, Snapshot } from '@wasm-vitals/protocol';

/** The storage port. Every implementation passes one contract suite (`store-contract.ts`). */
export interface Store {
  /** Resolves only when the batch is durable. A batch id that was stored before changes nothing. */
  insert(batch: StoredBatch): Promise<void>;
  /** Sessions of one application with a snapshot in [from, to), the ones seen last first, at most `limit`. */
  sessions(query: SessionQuery): Promise<readonly StoredSession[]>;
  /** Snapshots of one session in [from, to), oldest first, at most `limit` (the newest of them). */
  snapshots(query: SnapshotQuery): Promise<readonly Snapshot[]>;
  close(): Promise<void>;
}

export interface StoredBatch {
  readonly id: string;
  readonly application: string;
  readonly release?: string;
  /** One a page load. */
  readonly session: string;
  readonly snapshots: readonly Snapshot[];
}

export interface StoredSession {
  readonly session: string;
  /** As its newest batch named it. */
  readonly release?: string;
  readonly first: EpochMs;
  readonly last: EpochMs;
}

export interface SessionQuery {
  readonly application: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly limit: number;
}

export interface SnapshotQuery extends SessionQuery {
  readonly session: string;
}
