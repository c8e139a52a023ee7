import type { AnomalyKind, Baseline, EpochMs } from '@wasm-vitals/protocol';
import type { Finding } from './rule.js';
import { levelSeverity } from './severity.js';

/** What a rule knows of a level that is a ratio off its baseline. */
export interface RatioChange {
  readonly kind: AnomalyKind;
  readonly metric: string;
  readonly label?: string;
  readonly value: number;
  readonly onset: EpochMs;
  readonly baseline: Baseline;
}

/** The evidence of an anomaly; `margin`: half the 95 % interval of the ratio, ln. */
export function ratioFinding(change: RatioChange, margin: number): Finding {
  const { kind, value, baseline } = change;
  const ratio = value / baseline.median;
  return {
    ...change,
    severity: levelSeverity(kind, ratio, value),
    ratio,
    low: ratio * Math.exp(-margin),
    high: ratio * Math.exp(margin),
  };
}
