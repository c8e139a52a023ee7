import type { LatencySummary } from '@wasm-vitals/protocol';
import { formatBytes, formatNumber, formatPercent, formatPercentile } from '../../prose/quantity.js';

export const ms = (latency: LatencySummary | undefined, key: 'p50' | 'p95' | 'p99' | 'max' | 'mean') =>
  latency && formatPercentile(latency[key], latency.resolution);

export const bytes = (value: number | undefined) => (value === undefined ? undefined : formatBytes(value));
export const percent = (value: number | undefined) =>
  value === undefined ? undefined : formatPercent(value);
export const count = (value: number | undefined) => (value === undefined ? undefined : formatNumber(value));
