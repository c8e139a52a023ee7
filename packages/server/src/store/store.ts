import type { EpochMs, Snapshot } from '@wasm-vitals/protocol';

/** The storage port. Two implementations (embedded, ClickHouse) pass one contract suite. */
export interface Store {
  /** Resolves only when the batch is durable. A batch id that was stored before changes nothing. */
  insert(batch: StoredBatch): Promise<void>;
  /** Snapshots of one application in [from, to), oldest first, at most `limit`. */
  snapshots(query: SnapshotQuery): Promise<readonly Snapshot[]>;
  close(): Promise<void>;
}

export interface StoredBatch {
  readonly id: string;
  readonly application: string;
  readonly session: string;
  readonly snapshots: readonly Snapshot[];
}

export interface SnapshotQuery {
  readonly application: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly limit: number;
}
