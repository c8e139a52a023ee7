import { ledBy, rootAlert, SIDE_EFFECTS } from '@wasm-vitals/analysis';
import type { ActionRecord, Alert, Anomaly, AnomalyKind, EpochMs } from '@wasm-vitals/protocol';
import type { ActionEntry } from './registry.js';

/** What a wider cache holds comes in over a minute. */
const AFTER_MS = 60_000;
/** What still grows then is no cache that fills. */
const FILLED_MS = 180_000;
const GROWING: readonly AnomalyKind[] = ['memory-leak', 'heap-leak'];

interface Doing {
  readonly at: EpochMs;
  readonly kinds: readonly AnomalyKind[];
}

/** What was done, and when it is now. */
export interface Doings {
  readonly records: readonly ActionRecord[];
  readonly entryOf: (name: string) => ActionEntry | undefined;
  readonly now: EpochMs;
}

/** Changes that are in force now, with what each may bring about by itself. */
function doingsOf(records: Doings['records'], entryOf: Doings['entryOf']): readonly Doing[] {
  return records.flatMap(({ event, action, timestamp, level }) => {
    const entry = entryOf(action);
    if (event !== 'applied' || !entry || (level && level.to < level.from)) return [];
    const inForce = entry.level > 0 || !entry.reversible;
    return inForce ? [{ at: timestamp, kinds: SIDE_EFFECTS[entry.action.kind] ?? [] }] : [];
  });
}

/**
 * The alerts less what an action of ours brought about: a cache that was widened takes memory, and nobody is to be
 * freed of that. Where an alert holds other anomalies too, these lead it.
 */
export function withoutOwnDoing(
  alerts: readonly Alert[],
  { records, entryOf, now }: Doings,
): readonly Alert[] {
  const doings = doingsOf(records, entryOf);
  // By when it was found: onsets are estimates, and that of a leak can be far too early.
  const isOwn = ({ kind, detectedAt }: Anomaly): boolean =>
    doings.some(
      ({ at, kinds }) =>
        kinds.includes(kind) &&
        detectedAt >= at &&
        detectedAt <= at + AFTER_MS &&
        (!GROWING.includes(kind) || now <= at + FILLED_MS),
    );
  return alerts.flatMap((alert) => {
    const left = alert.anomalies.filter((anomaly) => !isOwn(anomaly));
    if (left.length === alert.anomalies.length) return rootAlert(alert);
    const [lead, ...others] = left;
    return lead ? rootAlert(ledBy(alert, [lead, ...others])) : [];
  });
}
