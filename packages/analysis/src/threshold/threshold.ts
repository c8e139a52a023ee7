import type { DurationMs, MetricId, Severity } from '@wasm-vitals/protocol';

/** A fixed limit on a metric of the catalogue. One of `below` and `above` is given, in the metric's unit. */
export interface Threshold {
  readonly below?: number;
  readonly above?: number;
  /** How long the metric must be beyond the limit before it alarms. Default 10 s. */
  readonly for?: DurationMs;
  /** `critical` where people are surely hurt. Default `warning`. */
  readonly severity?: Severity;
  /** The reading counts only where another metric of the same snapshot is at least this: `{ 'network.requests': 10 }`. */
  readonly given?: Readonly<Partial<Record<MetricId, number>>>;
}

/** `null` switches a default threshold off. */
export type Thresholds = Readonly<Partial<Record<MetricId, Threshold | null>>>;

/**
 * Few and quiet: each is a level at which people notice, whatever the baseline.
 * fps 30: half of the slowest common display; below it motion is seen as single pictures.
 * p95 of a call 50 ms: a call longer than that makes a long task (W3C Long Tasks).
 * INP 500 ms: "poor" in web-vitals. Hit rate 0.5: of at least 10 requests, more than half went to the network.
 * Time to limit 2 min: enough to save one's work.
 */
export const DEFAULT_THRESHOLDS = {
  'rendering.fps': { below: 30, for: 10_000 },
  'wasm.executionStats.p95': { above: 50, for: 15_000, given: { 'wasm.executionStats.calls': 10 } },
  'network.cacheHitRate': { below: 0.5, for: 15_000, given: { 'network.requests': 10 } },
  'interaction.latency.p95': { above: 500, for: 5_000 },
  'memory.timeToLimit': { below: 120_000, for: 10_000, severity: 'critical' },
} as const satisfies Thresholds;
