import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { EpochMs, Snapshot } from '@wasm-vitals/protocol';
import { readSession } from '@wasm-vitals/report';

const FOLDER = new URL('../../../report/golden/', import.meta.url);

/** Snapshots of a real page (`packages/report/golden`), as if it had been opened at another time. */
export function recordedPage(
  name: 'cortical-column' | 'physics' | 'database',
  from: EpochMs,
): readonly Snapshot[] {
  const { snapshots } = readSession(gunzipSync(readFileSync(new URL(`${name}.jsonl.gz`, FOLDER))).toString());
  const shift = from - (snapshots[0]?.timestamp ?? 0);
  return snapshots.map((snapshot) => ({ ...snapshot, timestamp: snapshot.timestamp + shift }));
}
