import type { EpochMs, ReportPeriod, Snapshot } from '@wasm-vitals/protocol';
import type { ReportRange } from './report-input.js';

const MINUTE = 60_000;
const SPANS: Readonly<Record<string, number>> = {
  '15m': 15 * MINUTE,
  '1h': 60 * MINUTE,
  '24h': 1_440 * MINUTE,
};

export interface Bounds {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/**
 * When a range begins and ends, where those that are named end at `newest`.
 * @throws {RangeError} for a range that is none of the known ones, or that ends before it begins.
 */
export function boundsOf(range: ReportRange, newest: EpochMs): Bounds {
  const span = typeof range === 'string' ? SPANS[range] : undefined;
  if (span !== undefined) return { from: newest - span, to: newest };
  if (typeof range !== 'object' || range === null || !(range.from <= range.to)) {
    throw new RangeError(
      `range must be '15m', '1h', '24h' or { from, to } in epoch milliseconds with from <= to, not ${JSON.stringify(range)}`,
    );
  }
  return range;
}

function isReadable(snapshot: Snapshot): boolean {
  return Number.isFinite(snapshot.timestamp) && Number.isFinite(snapshot.interval) && snapshot.interval >= 0;
}

/** Snapshots of the range in order of time. A snapshot belongs to the range in which it was taken. */
export function selectSnapshots(
  snapshots: readonly Snapshot[],
  range: ReportRange | undefined,
  generatedAt: EpochMs,
): readonly Snapshot[] {
  const readable = snapshots.filter(isReadable);
  const newest = readable.reduce((latest, snapshot) => Math.max(latest, snapshot.timestamp), -Infinity);
  const { from, to } =
    range === undefined ? { from: -Infinity, to: Infinity } : boundsOf(range, Math.min(newest, generatedAt));
  return readable
    .filter((snapshot) => snapshot.timestamp >= from && snapshot.timestamp <= to)
    .sort((a, b) => a.timestamp - b.timestamp || a.sequence - b.sequence);
}

/** What the snapshots cover. Without any: an empty period at `generatedAt`. */
export function periodOf(snapshots: readonly Snapshot[], generatedAt: EpochMs): ReportPeriod {
  const first = snapshots[0];
  const last = snapshots.at(-1);
  return {
    from: first ? first.timestamp - first.interval : generatedAt,
    to: last ? last.timestamp : generatedAt,
    snapshots: snapshots.length,
    covered: snapshots.reduce((sum, snapshot) => sum + snapshot.interval, 0),
    visible: snapshots.reduce((sum, { interval, visibility }) => sum + interval * visibility, 0),
  };
}
