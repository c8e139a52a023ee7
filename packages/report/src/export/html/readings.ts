import type { LatencySummary } from '@wasm-vitals/protocol';
import { formatBytes, formatDuration, formatNumber, formatPercent } from '../../prose/quantity.js';

/** A percentile for people: below the clock's step it is only known to be at most that. */
export const ms = (latency: LatencySummary | undefined, key: 'p50' | 'p95' | 'p99' | 'max' | 'mean') => {
  if (!latency) return undefined;
  const { resolution = 0 } = latency;
  return latency[key] < resolution ? `≤ ${formatDuration(resolution)}` : formatDuration(latency[key]);
};

export const bytes = (value: number | undefined) => (value === undefined ? undefined : formatBytes(value));
export const percent = (value: number | undefined) =>
  value === undefined ? undefined : formatPercent(value);
export const count = (value: number | undefined) => (value === undefined ? undefined : formatNumber(value));
