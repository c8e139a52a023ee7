import type { HistogramData, Snapshot } from '@wasm-vitals/protocol';
import { mean, quantile } from './histogram/histogram.js';

const QUANTILES: Readonly<Record<string, number>> = { p50: 0.5, p75: 0.75, p95: 0.95, p99: 0.99 };

function isHistogram(value: object): value is HistogramData {
  return 'zeroCount' in value && 'indexes' in value;
}

function step(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return key === 'count' ? value.length : undefined;
  if (isHistogram(value)) {
    const q = QUANTILES[key];
    if (q !== undefined) return quantile(value, q);
    if (key === 'mean') return mean(value);
  }
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

/**
 * Reads a metric by its path in a snapshot: `wasm.memoryUsage`, `rendering.frameTime.p95`, `rendering.longFrames.count`.
 * Absent where the snapshot has no such reading, or a collector failed.
 */
export function readMetric(snapshot: Snapshot, id: string): number | undefined {
  const value = id.split('.').reduce<unknown>(step, snapshot);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
