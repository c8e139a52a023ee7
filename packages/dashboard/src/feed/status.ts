import type { Alert, Severity } from '@wasm-vitals/protocol';

export type Health = 'waiting' | 'healthy' | 'degraded' | 'critical';

export interface Status {
  readonly health: Health;
  /** One line: what makes it so. */
  readonly reason: string;
}

const WEIGHT: Readonly<Record<Severity, number>> = { info: 0, warning: 1, critical: 2 };

/** Alerts that still stand, worst first, then newest first. Muted ones count as standing but not for the status. */
export function openAlerts(alerts: readonly Alert[]): Alert[] {
  return alerts
    .filter((alert) => alert.state !== 'resolved')
    .toSorted((a, b) => WEIGHT[b.severity] - WEIGHT[a.severity] || b.openedAt - a.openedAt);
}

export const isMuted = (alert: Alert, now: number): boolean => (alert.mutedUntil ?? 0) > now;

/** The state of the application in one word, and why. */
export function statusOf(alerts: readonly Alert[], hasData: boolean, now: number): Status {
  if (!hasData) return { health: 'waiting', reason: 'Waiting for the first reading' };
  const standing = openAlerts(alerts).filter((alert) => !isMuted(alert, now));
  const worst = standing[0];
  if (!worst || worst.severity === 'info') return { health: 'healthy', reason: 'No open alerts' };
  const others = standing.length - 1;
  const reason = others > 0 ? `${worst.title} and ${others} more` : worst.title;
  return { health: worst.severity === 'critical' ? 'critical' : 'degraded', reason };
}
