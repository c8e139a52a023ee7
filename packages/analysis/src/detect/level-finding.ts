import type { AnomalyKind, Baseline, EpochMs } from '@wasm-vitals/protocol';
import type { LevelScale } from './level-scale.js';
import type { LevelSpec } from './level-spec.js';
import type { Finding } from './rule.js';
import { levelSeverity } from './severity.js';

/** What a level rule knows of a change. Levels as in `LevelScale`. */
export interface LevelChange {
  readonly kind: AnomalyKind;
  readonly onset: EpochMs;
  /** The usual level, how far it is off, and by how much that may be wrong (95 %). */
  readonly median: number;
  readonly shift: number;
  readonly margin: number;
  readonly baseline: Baseline;
}

/** A change of level as the evidence of an anomaly, in the units of the metric. */
export function levelFinding(
  { metric, subject, label }: LevelSpec,
  { toReading }: LevelScale,
  { kind, onset, median, shift, margin, baseline }: LevelChange,
): Finding {
  const value = toReading(median + shift);
  const ratio = value / baseline.median;
  const bounds = [-margin, margin].map((by) => toReading(median + shift + by) / baseline.median);
  return {
    kind,
    metric,
    ...(subject === undefined ? {} : { subject }),
    ...(label === undefined ? {} : { label }),
    value,
    onset,
    severity: levelSeverity(kind, ratio, value),
    baseline,
    ratio,
    low: Math.min(...bounds),
    high: Math.max(...bounds),
  };
}
