import type { Alert, Anomaly, EpochMs, Severity, Snapshot } from '@wasm-vitals/protocol';
import { createAlertBook } from '../alert/alert-book.js';
import type { DetectorEvent } from '../detect/contract.js';
import { createDetector } from '../detect/detector.js';
import type { DetectorOptions } from '../detect/detector.js';
import type { RecordingEntry } from './read-recording.js';
import { tickFromSnapshot } from './tick-from-snapshot.js';

/** An anomaly as a replay tells it. Times in seconds from the first tick. */
export interface ReplayedAnomaly {
  /** When it was raised. */
  readonly time: number;
  /** When it began, estimated. */
  readonly onset: number;
  readonly kind: Anomaly['kind'];
  readonly metric: string;
  readonly severity: Severity;
  readonly value: number;
  readonly ratio?: number;
  readonly message: string;
}

/** What a person would have been told: from the first sign until it was over, or the recording. */
export interface ReplayedIncident {
  readonly start: number;
  readonly end: number;
  readonly kind: Anomaly['kind'];
  readonly metric: string;
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
}

export interface ReplayResult {
  /** Length of the recording in seconds. */
  readonly seconds: number;
  readonly anomalies: readonly ReplayedAnomaly[];
  readonly incidents: readonly ReplayedIncident[];
}

const timeOf = (entry: RecordingEntry): EpochMs => ('tick' in entry ? entry.tick : entry.snapshot).timestamp;

function toAnomaly(anomaly: Anomaly, start: EpochMs): ReplayedAnomaly {
  const { kind, metric, severity, value, message, change, detectedAt, onset } = anomaly;
  return {
    time: (detectedAt - start) / 1000,
    onset: ((onset ?? detectedAt) - start) / 1000,
    kind,
    metric,
    severity,
    value,
    ...(change ? { ratio: change.ratio } : {}),
    message,
  };
}

function toIncident(alert: Alert, start: EpochMs, end: EpochMs): ReplayedIncident {
  const { kind, metric, severity, title, message, openedAt, resolvedAt } = alert;
  const over = resolvedAt ?? end;
  return {
    start: (openedAt - start) / 1000,
    end: (over - start) / 1000,
    kind,
    metric,
    severity,
    title,
    message,
  };
}

/** Detects as a page would: ticks where the recording has them, else what its snapshots tell. */
function createChain(hasTicks: boolean, options: DetectorOptions) {
  const detector = createDetector(options);
  let before: Snapshot | undefined;
  return (entry: RecordingEntry): readonly DetectorEvent[] => {
    if ('tick' in entry) return detector.onTick(entry.tick);
    const fromTick = hasTicks ? [] : detector.onTick(tickFromSnapshot(entry.snapshot, before));
    before = entry.snapshot;
    return [...fromTick, ...detector.onSnapshot(entry.snapshot)];
  };
}

/** Runs the whole chain over a recording. The same recording gives the same result, and that of the live run. */
export function replay(entries: readonly RecordingEntry[], options: DetectorOptions = {}): ReplayResult {
  const hasTicks = entries.some((entry) => 'tick' in entry);
  const first = hasTicks ? entries.find((entry) => 'tick' in entry) : entries[0];
  if (!first) return { seconds: 0, anomalies: [], incidents: [] };
  const start = timeOf(first);
  const chain = createChain(hasTicks, options);
  const book = createAlertBook({ history: Infinity });
  const anomalies: ReplayedAnomaly[] = [];
  let end = start;
  for (const entry of entries) {
    end = Math.max(end, timeOf(entry));
    const events = chain(entry);
    for (const { type, anomaly } of events) if (type === 'raised') anomalies.push(toAnomaly(anomaly, start));
    book.apply(events, end);
  }
  const incidents = book.alerts().map((alert) => toIncident(alert, start, end));
  return { seconds: (end - start) / 1000, anomalies, incidents: incidents.sort((a, b) => a.start - b.start) };
}
