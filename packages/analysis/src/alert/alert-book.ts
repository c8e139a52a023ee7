import { METRICS, isMetricId } from '@wasm-vitals/protocol';
import type { Alert, Anomaly, DurationMs, EpochMs, Severity } from '@wasm-vitals/protocol';
import type { DetectorEvent } from '../detect/contract.js';
import { KINDS, byCause, haveOneCause } from './causes.js';

export interface AlertBookOptions {
  /** An alert is over when none of its anomalies was seen for so long. Default 30 s. */
  readonly resolveAfter?: DurationMs;
  /** The same trouble within this time after the end reopens the old alert. Default 60 s. */
  readonly coolDown?: DurationMs;
  /** Anomalies of unrelated kinds that began and were found within this time of one another share an alert. Default 30 s. */
  readonly mergeWithin?: DurationMs;
  /** How many resolved alerts are remembered. Default 200. */
  readonly history?: number;
}

/** Turns anomalies into what a person is told: one alert for one cause, from its first sign until it is over. */
export interface AlertBook {
  /** To be called on every tick, with no events too: that is how time passes. Returns the alerts that changed. */
  apply(events: readonly DetectorEvent[], now: EpochMs): readonly Alert[];
  /** Open and acknowledged alerts first, newest first; then resolved ones, newest first. */
  alerts(): readonly Alert[];
  /** "I have seen it." Absent where there is no such alert, or it is resolved. */
  acknowledge(id: string, now: EpochMs): Alert | undefined;
  /** Silences an alert, and later ones about the same, until a time. Handlers look at `mutedUntil`. */
  mute(id: string, until: EpochMs): Alert | undefined;
}

interface Entry {
  readonly anomaly: Anomaly;
  /** When it was cleared; absent while it lasts. */
  readonly endedAt?: EpochMs;
}

interface Incident {
  alert: Alert;
  entries: readonly Entry[];
}

const SEVERITIES: readonly Severity[] = ['info', 'warning', 'critical'];

const worst = (anomalies: readonly Anomaly[]): Severity =>
  SEVERITIES[Math.max(...anomalies.map((anomaly) => SEVERITIES.indexOf(anomaly.severity)))] ?? 'info';

const began = (anomaly: Anomaly): EpochMs => anomaly.onset ?? anomaly.detectedAt;

/** What mute and cool-down compare: the same trouble with the same thing. */
const topic = (item: Alert | Anomaly): string => `${item.kind} ${item.metric}`;

function titleOf(lead: Anomaly): string {
  if (lead.kind !== 'threshold') return KINDS[lead.kind].title;
  const label = isMetricId(lead.metric) ? METRICS[lead.metric].label : lead.metric;
  return `${label} is beyond its limit`;
}

/** Since when all of it is over; absent while a part of it lasts. */
function clearedSince(entries: readonly Entry[]): EpochMs | undefined {
  const ends = entries.flatMap(({ endedAt }) => endedAt ?? []);
  return ends.length === entries.length ? Math.max(...ends) : undefined;
}

function toAlert(
  previous: Pick<Alert, 'id' | 'openedAt'> & Partial<Alert>,
  entries: readonly Entry[],
  now: EpochMs,
): Alert {
  const anomalies = entries.map((entry) => entry.anomaly).sort(byCause);
  const lead = anomalies[0];
  if (!lead) throw new RangeError('an alert has at least one anomaly');
  const { id, openedAt, acknowledgedAt, mutedUntil } = previous;
  const state = acknowledgedAt === undefined ? 'open' : 'acknowledged';
  const onset = Math.min(...anomalies.map(began));
  const clearedAt = clearedSince(entries);
  return {
    id,
    openedAt,
    ...(acknowledgedAt === undefined ? {} : { acknowledgedAt }),
    ...(mutedUntil === undefined ? {} : { mutedUntil }),
    kind: lead.kind,
    metric: lead.metric,
    severity: worst(anomalies),
    state,
    title: titleOf(lead),
    message: lead.message,
    onset,
    updatedAt: now,
    ...(clearedAt === undefined ? {} : { clearedAt }),
    current: lead.value,
    ...(lead.baseline ? { baseline: lead.baseline } : {}),
    ...(lead.threshold === undefined ? {} : { threshold: lead.threshold }),
    anomalies,
  };
}

/** Makes an empty book. */
export function createAlertBook(options: AlertBookOptions = {}): AlertBook {
  const { resolveAfter = 30_000, coolDown = 60_000, mergeWithin = 30_000, history = 200 } = options;
  let active: readonly Incident[] = [];
  let resolved: readonly Incident[] = [];
  const mutes = new Map<string, EpochMs>();

  const joins = (incident: Incident, anomaly: Anomaly): boolean =>
    incident.entries.some((entry) => {
      if (haveOneCause(entry.anomaly, anomaly)) return true;
      const together = Math.abs(began(entry.anomaly) - began(anomaly)) <= mergeWithin;
      return together && anomaly.detectedAt - incident.alert.openedAt <= mergeWithin;
    });

  const returns = (incident: Incident, anomaly: Anomaly): boolean =>
    topic(incident.alert) === topic(anomaly) &&
    anomaly.detectedAt - (incident.alert.resolvedAt ?? 0) <= coolDown;

  function write(incident: Incident, entries: readonly Entry[], now: EpochMs): Incident {
    incident.entries = entries;
    incident.alert = toAlert(incident.alert, entries, now);
    return incident;
  }

  function open(anomaly: Anomaly, now: EpochMs): Incident {
    const entries = [{ anomaly }];
    const until = mutes.get(topic(anomaly));
    const muted = until !== undefined && until > now ? { mutedUntil: until } : {};
    const alert = toAlert({ id: `alert:${anomaly.id}`, openedAt: now, ...muted }, entries, now);
    const incident = { alert, entries };
    active = [...active, incident];
    return incident;
  }

  function raise(anomaly: Anomaly, now: EpochMs): Incident {
    const home = active.find((incident) => joins(incident, anomaly));
    if (home) {
      const others = home.entries.filter((entry) => entry.anomaly.id !== anomaly.id);
      return write(home, [...others, { anomaly }].slice(-MAX_ENTRIES), now);
    }
    const old = resolved.find((incident) => returns(incident, anomaly));
    if (!old) return open(anomaly, now);
    resolved = resolved.filter((incident) => incident !== old);
    active = [...active, old];
    return write(old, [{ anomaly }], now);
  }

  function change(event: DetectorEvent, now: EpochMs): Incident | undefined {
    const { anomaly } = event;
    const home = active.find((incident) => incident.entries.some((entry) => entry.anomaly.id === anomaly.id));
    if (!home) return event.type === 'updated' ? raise(anomaly, now) : undefined;
    const entry = event.type === 'cleared' ? { anomaly, endedAt: now } : { anomaly };
    const entries = home.entries.map((old) => (old.anomaly.id === anomaly.id ? entry : old));
    return write(home, entries, now);
  }

  function resolveSilent(now: EpochMs): readonly Incident[] {
    const over = active.filter(({ alert }) => now - (alert.clearedAt ?? now) >= resolveAfter);
    if (over.length === 0) return over;
    active = active.filter((incident) => !over.includes(incident));
    for (const incident of over) {
      incident.alert = { ...incident.alert, state: 'resolved', resolvedAt: now, updatedAt: now };
    }
    resolved = [...over, ...resolved].slice(0, history);
    return over;
  }

  function touch(id: string, patch: (alert: Alert) => Alert): Alert | undefined {
    const incident = active.find(({ alert }) => alert.id === id);
    if (!incident) return undefined;
    incident.alert = patch(incident.alert);
    return incident.alert;
  }

  return {
    apply(events, now) {
      if (events.length === 0 && active.length === 0) return [];
      const changed = new Set<Incident>();
      for (const event of events) {
        const incident = event.type === 'raised' ? raise(event.anomaly, now) : change(event, now);
        if (incident) changed.add(incident);
      }
      for (const incident of resolveSilent(now)) changed.add(incident);
      return [...changed].map(({ alert }) => alert);
    },
    alerts: () => [...[...active].reverse(), ...resolved].map(({ alert }) => alert),
    acknowledge: (id, now) =>
      touch(id, (alert) => ({ ...alert, state: 'acknowledged', acknowledgedAt: now, updatedAt: now })),
    mute: (id, until) =>
      touch(id, (alert) => {
        mutes.set(topic(alert), until);
        return { ...alert, mutedUntil: until };
      }),
  };
}

/** Evidence of one alert is bounded: the newest so many anomalies. */
const MAX_ENTRIES = 16;
