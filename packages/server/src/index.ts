export type { SnapshotQuery, Store, StoredBatch } from './store/store.js';
