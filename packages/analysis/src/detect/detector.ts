import type { Anomaly, EpochMs, Tick } from '@wasm-vitals/protocol';
import { isBaselineFile } from '../baseline/baseline-file.js';
import { historyBaselines } from '../baseline/history-baselines.js';
import { createThresholdWatch } from '../threshold/threshold-watch.js';
import type { Thresholds } from '../threshold/threshold.js';
import type { Detector, DetectorEvent } from './contract.js';
import { createContributions } from './contributions.js';
import { createGateKeeper } from './gate-keeper.js';
import type { MinimumEffects } from './level-spec.js';
import type { Finding, Rule } from './rule.js';
import { createRules } from './rules.js';
import { sentenceOf } from './sentence.js';

export interface DetectorOptions {
  /** Fixed limits on metrics of the catalogue, laid over the default ones; `null` switches one off. */
  readonly thresholds?: Thresholds;
  /** Least changes that matter, as ratios to the baseline. */
  readonly minimumEffects?: MinimumEffects;
}

/** A lasting anomaly gets new figures this often. Milliseconds. */
const UPDATE_EVERY = 10_000;
const NOTHING: readonly DetectorEvent[] = [];

interface Slot {
  readonly rule: Rule;
  anomaly: Anomaly | undefined;
  updatedAt: EpochMs;
}

function toAnomaly(
  finding: Finding,
  context: Pick<Anomaly, 'id' | 'detectedAt'> & Partial<Anomaly>,
): Anomaly {
  const { kind, metric, severity, value, onset, baseline, ratio, low, high } = finding;
  const bounds = { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
  return {
    ...context,
    kind,
    metric,
    severity,
    value,
    onset,
    ...(baseline ? { baseline } : {}),
    ...(ratio === undefined ? {} : { change: { ratio, ...bounds } }),
    message: sentenceOf(finding),
  };
}

/** Makes a detector that knows nothing yet. @throws RangeError for a threshold on an unknown metric. */
export function createDetector(options: DetectorOptions = {}): Detector {
  const keeper = createGateKeeper();
  const watch = createThresholdWatch(options.thresholds);
  const contributions = createContributions();
  const slots: readonly Slot[] = createRules(options.minimumEffects ?? {}).map((rule) => ({
    rule,
    anomaly: undefined,
    updatedAt: 0,
  }));

  function others(slot: Slot): readonly string[] {
    const metrics = slots
      .filter((other) => other !== slot && other.anomaly)
      .map((other) => other.anomaly?.metric ?? '');
    return [...new Set(metrics)];
  }

  function tell(slot: Slot, now: EpochMs): DetectorEvent {
    const finding = slot.rule.describe();
    const type = slot.anomaly ? 'updated' : 'raised';
    const contributors = contributions.rank(finding);
    const alongside = others(slot);
    slot.updatedAt = now;
    slot.anomaly = toAnomaly(finding, {
      id: slot.anomaly?.id ?? `${finding.kind}:${finding.subject ?? finding.metric}@${String(now)}`,
      detectedAt: slot.anomaly?.detectedAt ?? now,
      ...(contributors.length > 0 ? { contributors } : {}),
      ...(alongside.length > 0 ? { alongside } : {}),
    });
    return { type, anomaly: slot.anomaly };
  }

  function clear(slot: Slot, anomaly: Anomaly): DetectorEvent {
    slot.anomaly = undefined;
    return { type: 'cleared', anomaly };
  }

  function stepSlot(slot: Slot, tick: Tick, now: EpochMs): readonly DetectorEvent[] {
    const on = slot.rule.step(tick, keeper.gate);
    const told = slot.anomaly;
    if (!on) return told ? [clear(slot, told)] : NOTHING;
    if (!told) return [tell(slot, now)];
    if (slot.rule.worsened?.()) return [clear(slot, told), tell(slot, now)];
    return now - slot.updatedAt >= UPDATE_EVERY ? [tell(slot, now)] : NOTHING;
  }

  return {
    onTick(tick) {
      keeper.onTick(tick);
      contributions.onTick(tick, keeper.gate);
      let events: DetectorEvent[] | undefined;
      for (const slot of slots) {
        for (const event of stepSlot(slot, tick, tick.timestamp)) (events ??= []).push(event);
      }
      return events ?? NOTHING;
    },
    onSnapshot: (snapshot) => watch.onSnapshot(snapshot),
    establishBaselines(history) {
      const metrics = isBaselineFile(history) ? history.metrics : historyBaselines(history);
      const source = isBaselineFile(history) && history.release !== undefined ? 'release' : 'stored';
      for (const [metric, baseline] of Object.entries(metrics)) {
        for (const slot of slots) slot.rule.seed?.(metric, { ...baseline, source });
      }
    },
    baselines() {
      const known = slots.flatMap((slot) => slot.rule.baseline() ?? []);
      const metrics = Object.fromEntries(
        known.map(({ metric, baseline: { median, spread, samples } }) => [
          metric,
          { median, spread, samples },
        ]),
      );
      return { version: 1, metrics };
    },
  };
}
