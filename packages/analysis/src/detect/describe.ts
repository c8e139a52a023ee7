import type { MetricDefinition, MetricUnit } from '@wasm-vitals/protocol';
import type { Threshold } from '../threshold/threshold.js';

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

function significant(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

function bytes(value: number): string {
  const power = value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value)) / 10);
  const index = Math.max(0, Math.min(BYTE_UNITS.length - 1, power));
  return `${significant(value / 1024 ** index)} ${BYTE_UNITS[index] ?? 'B'}`;
}

function duration(ms: number): string {
  if (ms < 1000) return `${significant(ms)} ms`;
  return ms < 120_000 ? `${significant(ms / 1000)} s` : `${significant(ms / 60_000)} min`;
}

const FORMAT: Readonly<Record<MetricUnit, (value: number) => string>> = {
  ms: duration,
  bytes,
  ratio: (value) => `${significant(value * 100)} %`,
  count: significant,
  'per second': (value) => `${significant(value)}/s`,
  score: significant,
};

/** A reading for people: three significant digits with its unit. */
export function formatReading(value: number, unit: MetricUnit): string {
  return FORMAT[unit](value);
}

/** One sentence about a fixed limit that was crossed. */
export function describeThreshold(metric: MetricDefinition, value: number, threshold: Threshold): string {
  const below = threshold.below !== undefined;
  const limit = threshold.below ?? threshold.above ?? NaN;
  const side = below ? 'below' : 'above';
  return `${metric.label}: ${formatReading(value, metric.unit)}, ${side} the limit of ${formatReading(limit, metric.unit)}.`;
}
