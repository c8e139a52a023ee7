import type { AnomalyKind, Baseline, EpochMs, MetricUnit, Severity, Tick } from '@wasm-vitals/protocol';
import type { Gate } from './gate.js';

/** What a rule says about its signal while it is sure that the signal is off. */
export interface Finding {
  readonly kind: AnomalyKind;
  /** Id in the metric catalogue. */
  readonly metric: string;
  /** The export it is about, where it is about one. */
  readonly subject?: string;
  readonly value: number;
  readonly onset: EpochMs;
  readonly severity: Severity;
  readonly baseline?: Baseline;
  readonly ratio?: number;
  readonly low?: number;
  readonly high?: number;
  /** What the reading is, where the metric's label does not say it: "Mean latency of requests". */
  readonly label?: string;
  /** Its unit, where it is not the metric's. */
  readonly unit?: MetricUnit;
}

/** One rule over one signal. It keeps a constant amount of memory and knows no other rule. */
export interface Rule {
  /** Takes in a tick. True from when the rule is sure until the signal is back. */
  step(tick: Tick, gate: Gate): boolean;
  /** True in a tick in which what it told of became much worse: that is to be told anew. */
  worsened?(): boolean;
  /** The evidence now; called only while `step` is true. */
  describe(): Finding;
  /** The learnt normal of its metric, where it has one. */
  baseline(): { readonly metric: string; readonly baseline: Baseline } | undefined;
  /** Fills the baseline of `metric` from elsewhere; a rule of another metric leaves it. */
  seed?(metric: string, baseline: Baseline): void;
}
