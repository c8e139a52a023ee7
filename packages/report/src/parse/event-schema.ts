import { flag, list, number, object, oneOf, positive, ratio, text, type Schema } from './schema.js';

export const severity = oneOf('info', 'warning', 'critical');
export const contributors = list(object({ name: text, share: ratio }));
const outcome = object(
  { appliedAt: number },
  {
    ...{ decidedAt: number, before: number, after: number, ratio: number, low: number, high: number },
    ...{ decision: oneOf('kept', 'reverted', 'failed'), metric: text, reason: text },
  },
);

export const recommendation = object(
  {
    ...{ id: text, priority: oneOf('high', 'medium', 'low'), category: text, action: text, title: text },
    ...{ description: text, rationale: text, alert: text, metric: text, automated: flag, createdAt: number },
    status: oneOf('proposed', 'applied', 'kept', 'reverted', 'dismissed', 'failed'),
  },
  { expectedRatio: number, undo: text, outcome },
);

export const action = object(
  { id: text, timestamp: number, action: text, event: text, trigger: oneOf('user', 'loop', 'host') },
  {
    ...{ recommendation: text, level: object({ from: number, to: number }), outcome },
    ...{ duration: positive, freed: number, message: text },
  },
);

const baseline = object({ median: number, spread: number, samples: positive, source: text });

const anomaly = object(
  { id: text, kind: text, metric: text, detectedAt: number, severity, value: number, message: text },
  {
    ...{ onset: number, baseline, threshold: number, contributors, alongside: list(text) },
    change: object({ ratio: number }, { low: number, high: number }),
  },
);

export const alert = object(
  {
    ...{ id: text, kind: text, metric: text, severity, state: oneOf('open', 'acknowledged', 'resolved') },
    ...{ title: text, message: text, openedAt: number, updatedAt: number, current: number },
    anomalies: list(anomaly),
  },
  {
    ...{ onset: number, clearedAt: number, resolvedAt: number, acknowledgedAt: number, mutedUntil: number },
    ...{ baseline, threshold: number },
  },
);

/** The line of a recording that holds what was found. */
export const FINDINGS_SHAPE: Schema = object(
  { alerts: list(alert), recommendations: list(recommendation) },
  { actions: list(action) },
);

/** The first line of a recording. */
export const HEADER_SHAPE: Schema = object(
  { version: { const: 1 } },
  { application: text, release: text, url: text, recordedAt: number },
);
