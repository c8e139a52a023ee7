import { METRICS, isMetricId, type MetricUnit } from '@wasm-vitals/protocol';

const MIB = 1_048_576;

function bytes(value: number): string {
  if (value >= MIB) return `${(value / MIB).toFixed(1)} MiB`;
  return value >= 1024 ? `${(value / 1024).toFixed(0)} KiB` : `${value.toFixed(0)} B`;
}

function duration(value: number): string {
  if (value >= 60_000) return `${(value / 60_000).toFixed(1)} min`;
  if (value >= 1_000) return `${(value / 1_000).toFixed(1)} s`;
  return `${value >= 10 ? value.toFixed(0) : value.toPrecision(2)} ms`;
}

const BY_UNIT: Readonly<Record<MetricUnit, (value: number) => string>> = {
  ms: duration,
  bytes,
  ratio: (value) => `${(value * 100).toFixed(0)} %`,
  count: (value) => value.toFixed(0),
  'per second': (value) => `${value.toFixed(value >= 10 ? 0 : 1)} /s`,
  score: (value) => value.toPrecision(2),
};

export { bytes as wordBytes, duration as wordDuration };

/** A reading of a metric in words for people: `14 ms`, `38.2 MiB`, `31 /s`. */
export function wordReading(metric: string, value: number): string {
  return isMetricId(metric) ? BY_UNIT[METRICS[metric].unit](value) : value.toPrecision(3);
}

/** The metric's name for people, in the middle of a sentence. */
export function wordMetric(metric: string): string {
  return isMetricId(metric) ? METRICS[metric].label : metric;
}
