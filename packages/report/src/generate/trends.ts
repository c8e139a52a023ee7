import { segmentSeries, theilSen } from '@wasm-vitals/analysis';
import type { ReportTrend, Snapshot, TrendChange } from '@wasm-vitals/protocol';
import { metricSeries, thinSeries, type Series } from './series.js';

/** Metrics whose course people ask for. */
const TREND_METRICS = [
  'wasm.memoryUsage',
  'wasm.heapSize',
  'memory.jsHeapUsed',
  'wasm.executionStats.avgExecutionTime',
  'wasm.executionStats.totalTime',
  'rendering.fps',
  'rendering.frameTime.p95',
  'network.cacheHitRate',
  'network.latency.p95',
  'interaction.latency.p95',
] as const;

const FEWEST = 12;
const MOST_POINTS = 300;
const MOST_CHANGES = 8;
const MINUTE = 60_000;
/** A trend that moves the reading by less than this share over the whole period is steady, however sure it is. */
const STEADY_SHARE = 0.05;
/** One change of level is a step and no trend. */
const FEWEST_STEPS = 2;

function changesOf({ times, values }: Series): readonly TrendChange[] {
  const typical = Math.max(...values.map(Math.abs));
  const segments = segmentSeries(times, values, { minNoise: typical * 0.01 });
  return segments.slice(1, MOST_CHANGES + 1).map((segment, i) => ({
    time: times[segment.start] ?? 0,
    before: segments[i]?.level ?? segment.level,
    after: segment.level,
  }));
}

/** Memory comes in stairs, of which no line is sure: levels that all go one way, and not back, are a trend too. */
function steppingOf(changes: readonly TrendChange[]): 'rising' | 'falling' | 'steady' {
  const [first, last] = [changes[0]?.before, changes.at(-1)?.after];
  if (changes.length < FEWEST_STEPS || first === undefined || last === undefined) return 'steady';
  if (Math.abs(last - first) < STEADY_SHARE * Math.abs(first)) return 'steady';
  if (changes.every(({ before, after }) => after > before)) return 'rising';
  return changes.every(({ before, after }) => after < before) ? 'falling' : 'steady';
}

function trendOf(snapshots: readonly Snapshot[], metric: string): readonly ReportTrend[] {
  const series = thinSeries(metricSeries(snapshots, metric), MOST_POINTS);
  const n = series.values.length;
  if (n === 0) return [];
  const origin = series.times[0] ?? 0;
  const minutes = series.times.map((time) => (time - origin) / MINUTE);
  const fit = n >= FEWEST ? theilSen(minutes, series.values) : undefined;
  if (!fit) return [{ metric, verdict: 'too little data', changes: [] }];
  const moved = Math.abs(fit.slope) * (minutes.at(-1) ?? 0);
  const level = Math.abs(fit.intercept);
  const sure = fit.low > 0 || fit.high < 0;
  const changes = changesOf(series);
  const sloping = !sure || moved < STEADY_SHARE * level ? 'steady' : fit.slope > 0 ? 'rising' : 'falling';
  const verdict = sloping === 'steady' ? steppingOf(changes) : sloping;
  return [
    {
      metric,
      verdict,
      slope: { perMinute: fit.slope, low: fit.low, high: fit.high },
      changes,
    },
  ];
}

/** Robust slopes and change points of the metrics that matter; those without a reading are left out. */
export function trendsOf(snapshots: readonly Snapshot[]): readonly ReportTrend[] {
  const visible = snapshots.filter(({ visibility }) => visibility > 0.5);
  return TREND_METRICS.flatMap((metric) => trendOf(visible, metric));
}
