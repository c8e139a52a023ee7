import type { Report, Snapshot } from '@wasm-vitals/protocol';
import { keepsThreshold, type Threshold } from '../arguments/threshold.js';
import { RUN_METRICS, type RunValueKind } from './run-metrics.js';

export interface Verdict {
  readonly threshold: Threshold;
  /** The value of the run; absent where it was never measured. */
  readonly value?: number;
  readonly kind: RunValueKind;
  /** A limit on something that was not measured counts as broken: a build must not turn green because nothing was seen. */
  readonly kept: boolean;
}

/** Compares each limit with the run. */
export function judgeThresholds(
  thresholds: readonly Threshold[],
  report: Report,
  snapshots: readonly Snapshot[],
): readonly Verdict[] {
  return thresholds.map((threshold) => {
    const { kind, read } = RUN_METRICS[threshold.metric];
    const value = read(report, snapshots);
    if (value === undefined) return { threshold, kind, kept: false };
    return { threshold, kind, value, kept: keepsThreshold(threshold, value) };
  });
}
