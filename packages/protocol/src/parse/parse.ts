import type { Batch } from '../batch.js';
import type { Snapshot } from '../snapshot.js';
import { list, number, object, oneOf, string } from './shape.js';
import { snapshotShape } from './snapshot-shape.js';

/**
 * Reads a snapshot from data that came from outside (a page, a file, the network). Unknown members are left behind.
 * @throws {ParseError} that names the member, what was expected and what came.
 */
export function parseSnapshot(value: unknown): Snapshot {
  return snapshotShape(value, '');
}

const batchShape = object(
  {
    version: oneOf('1'),
    id: string(64),
    application: string(200),
    session: string(64),
    sentAt: number(0),
    snapshots: list(snapshotShape, 1_000),
  },
  { release: string(200) },
);

/** Reads a batch as it comes over the wire. @throws {ParseError} as `parseSnapshot` does. */
export function parseBatch(value: unknown): Batch {
  return batchShape(value, '');
}
