import { METRICS, isMetricId } from '@wasm-vitals/protocol';
import type { Anomaly, EpochMs, MetricId, Snapshot } from '@wasm-vitals/protocol';
import type { DetectorEvent } from '../detect/contract.js';
import { describeThreshold } from '../detect/describe.js';
import { readMetric } from '../read-metric.js';
import { DEFAULT_THRESHOLDS } from './threshold.js';
import type { Threshold, Thresholds } from './threshold.js';

const DEFAULT_HOLD = 10_000;
/** Dead band: it clears only when the metric is this far on the good side, so that it does not flap at the limit. */
const DEAD_BAND = 0.05;
/** Below this share of visible time a snapshot says nothing about what a person saw. */
const MIN_VISIBILITY = 0.99;

interface Watch {
  readonly metric: MetricId;
  readonly threshold: Threshold;
  readonly limit: number;
  since: EpochMs | undefined;
  anomaly: Anomaly | undefined;
}

/** Evaluates fixed thresholds on snapshots. Hidden, loading and resumed intervals never count. */
export interface ThresholdWatch {
  onSnapshot(snapshot: Snapshot): readonly DetectorEvent[];
}

function createWatch(metric: string, threshold: Threshold): Watch {
  if (!isMetricId(metric))
    throw new RangeError(`thresholds: there is no metric '${metric}' in the catalogue`);
  const limit = threshold.below ?? threshold.above;
  if (limit === undefined || (threshold.below !== undefined && threshold.above !== undefined)) {
    throw new RangeError(`thresholds['${metric}']: give one of 'below' and 'above'`);
  }
  return { metric, threshold, limit, since: undefined, anomaly: undefined };
}

/** How far the reading is beyond the limit, in units of the limit; negative on the good side. */
function excess(watch: Watch, value: number): number {
  const distance = watch.threshold.below === undefined ? value - watch.limit : watch.limit - value;
  return distance / (Math.abs(watch.limit) || 1);
}

function counts(snapshot: Snapshot, watch: Watch): boolean {
  return Object.entries(watch.threshold.given ?? {}).every(
    ([metric, least]) => (readMetric(snapshot, metric) ?? 0) >= least,
  );
}

function toAnomaly(watch: Watch, value: number, since: EpochMs, now: EpochMs): Anomaly {
  return {
    id: watch.anomaly?.id ?? `threshold:${watch.metric}@${String(now)}`,
    kind: 'threshold',
    metric: watch.metric,
    detectedAt: watch.anomaly?.detectedAt ?? now,
    onset: since,
    severity: watch.threshold.severity ?? 'warning',
    value,
    threshold: watch.limit,
    message: describeThreshold(METRICS[watch.metric], value, watch.threshold),
  };
}

function evaluate(watch: Watch, snapshot: Snapshot, value: number): DetectorEvent | undefined {
  const now = snapshot.timestamp;
  const beyond = excess(watch, value);
  if (beyond <= 0) {
    watch.since = undefined;
    const cleared = watch.anomaly;
    if (!cleared || beyond > -DEAD_BAND) return undefined;
    watch.anomaly = undefined;
    return { type: 'cleared', anomaly: { ...cleared, value } };
  }
  // The reading stands for the whole interval: the metric has been beyond the limit since its begin.
  watch.since ??= now - snapshot.interval;
  if (now - watch.since < (watch.threshold.for ?? DEFAULT_HOLD)) return undefined;
  const type = watch.anomaly ? 'updated' : 'raised';
  watch.anomaly = toAnomaly(watch, value, watch.anomaly?.onset ?? watch.since, now);
  return { type, anomaly: watch.anomaly };
}

/** Makes a watch over the default thresholds with `overrides` laid over them. @throws RangeError for an unknown metric or no limit. */
export function createThresholdWatch(overrides: Thresholds = {}): ThresholdWatch {
  const table: Thresholds = { ...DEFAULT_THRESHOLDS, ...overrides };
  const watches = Object.entries(table).flatMap(([metric, threshold]) =>
    threshold ? [createWatch(metric, threshold)] : [],
  );
  return {
    onSnapshot(snapshot) {
      const { context, visibility } = snapshot;
      const usable = visibility >= MIN_VISIBILITY && !context.loading && !context.resumed;
      const events: DetectorEvent[] = [];
      for (const watch of watches) {
        const value = usable && counts(snapshot, watch) ? readMetric(snapshot, watch.metric) : undefined;
        if (value === undefined) {
          watch.since = undefined;
          continue;
        }
        const event = evaluate(watch, snapshot, value);
        if (event) events.push(event);
      }
      return events;
    },
  };
}
