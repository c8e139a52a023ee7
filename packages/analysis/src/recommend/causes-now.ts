import type { Alert, EpochMs, Severity, Snapshot } from '@wasm-vitals/protocol';
import { CAUSES, causeOf } from './cause.js';
import { evidenceFor, type Evidence } from './rule.js';
import { rootAlert } from './root-alert.js';
import { slowestCompile } from './rules/execution.js';

/** Alerts whose onsets lie closer than this may have one root; detection merges raises within the same time. */
const SAME_TIME_MS = 30_000;

const SEVERITY_ORDER: Readonly<Record<Severity, number>> = { critical: 2, warning: 1, info: 0 };

function began(alert: Alert): EpochMs {
  return alert.onset ?? alert.openedAt;
}

function isAnswerable(alert: Alert, now: EpochMs): boolean {
  return alert.state !== 'resolved' && !(alert.mutedUntil !== undefined && alert.mutedUntil > now);
}

/** What compile times say is not an alert: it is over when it is seen. It is told in the shape of one all the same. */
function compileAlert(snapshot: Snapshot): Alert | undefined {
  if ('error' in snapshot.wasm || snapshot.wasm.status !== 'active') return undefined;
  const slow = slowestCompile(snapshot.wasm.modules);
  if (slow?.compileTime === undefined) return undefined;
  const message = `Compiling ${slow.name} took ${slow.compileTime.toFixed(0)} ms.`;
  return {
    id: `compile-${slow.id}`,
    kind: 'threshold',
    metric: 'wasm.modules.compileTime',
    severity: 'info',
    state: 'open',
    title: 'Slow compilation',
    message,
    openedAt: snapshot.timestamp,
    updatedAt: snapshot.timestamp,
    current: slow.compileTime,
    anomalies: [],
  };
}

function explains(other: Evidence, symptom: Evidence): boolean {
  return (
    CAUSES[symptom.cause].symptomOf.includes(CAUSES[other.cause].group) &&
    Math.abs(began(other.alert) - began(symptom.alert)) <= SAME_TIME_MS
  );
}

function worseFirst(a: Evidence, b: Evidence): number {
  return (
    SEVERITY_ORDER[b.alert.severity] - SEVERITY_ORDER[a.alert.severity] ||
    CAUSES[b.cause].impact - CAUSES[a.cause].impact ||
    began(a.alert) - began(b.alert) ||
    (a.alert.id < b.alert.id ? -1 : 1)
  );
}

/**
 * The open alerts, one a root cause, worst first: symptoms of another alert are left out, and of one group only the
 * worst is answered.
 */
export function causesNow(
  alerts: readonly Alert[],
  snapshot: Snapshot | undefined,
  now: EpochMs,
): readonly Evidence[] {
  const open = alerts.map(rootAlert).flatMap((alert) => {
    const cause = causeOf(alert);
    return cause !== undefined && isAnswerable(alert, now) ? [evidenceFor(alert, cause, snapshot)] : [];
  });
  const compile = snapshot && compileAlert(snapshot);
  if (compile) open.push(evidenceFor(compile, 'compile-slow', snapshot));
  const seen = new Set<string>();
  return open
    .filter((evidence) => !open.some((other) => other !== evidence && explains(other, evidence)))
    .sort(worseFirst)
    .filter(({ cause }) => {
      const { group } = CAUSES[cause];
      if (seen.has(group)) return false;
      seen.add(group);
      return true;
    });
}
