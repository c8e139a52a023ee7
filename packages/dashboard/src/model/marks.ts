import type { ActionRecord, Alert, Severity } from '@wasm-vitals/protocol';
import type { Span } from '../feed/timeline.js';

/** A moment on the time axis. */
export interface Mark {
  readonly time: number;
  readonly kind: Severity | 'action';
  readonly label: string;
}

/** A time in which a metric was not normal. */
export interface Shade extends Span {
  readonly severity: Severity;
}

const ACTION_WORDS: Readonly<Record<ActionRecord['event'], string>> = {
  applied: 'Applied',
  kept: 'Kept',
  reverted: 'Rolled back',
  failed: 'Failed',
  disabled: 'Disabled',
  restored: 'Restored',
  overridden: 'Overridden',
};

/** Actions of all kinds, and the onsets of the alerts, as marks. */
export function marksOf(alerts: readonly Alert[], actions: readonly ActionRecord[]): Mark[] {
  const marks: Mark[] = alerts.map((alert) => ({
    time: alert.onset ?? alert.openedAt,
    kind: alert.severity,
    label: alert.title,
  }));
  for (const record of actions) {
    marks.push({
      time: record.timestamp,
      kind: 'action',
      label: `${ACTION_WORDS[record.event]}: ${record.action}`,
    });
  }
  return marks.toSorted((a, b) => a.time - b.time);
}

/** When the alerts of these metrics stood. An open one reaches to the end of time. */
export function shadesOf(alerts: readonly Alert[], metrics: readonly string[]): Shade[] {
  return alerts
    .filter((alert) => metrics.includes(alert.metric))
    .map((alert) => ({
      from: alert.onset ?? alert.openedAt,
      to: alert.resolvedAt ?? Infinity,
      severity: alert.severity,
    }));
}
