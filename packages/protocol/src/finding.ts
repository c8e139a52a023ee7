import type { Bytes, DurationMs, EpochMs, Ratio } from './units.js';

export type Severity = 'info' | 'warning' | 'critical';

export type AnomalyKind =
  | 'memory-step'
  | 'memory-leak'
  | 'heap-leak'
  | 'fragmentation'
  | 'memory-limit'
  | 'execution-slow'
  | 'execution-ramp'
  | 'stall'
  | 'frame-rate-drop'
  | 'jank'
  | 'cache-collapse'
  | 'request-latency'
  | 'request-failures'
  | 'allocation-churn'
  | 'input-latency'
  | 'trap'
  | 'threshold';

/** What a reading is compared with. */
export interface Baseline {
  readonly median: number;
  /** Robust spread (a standard deviation where the readings are normal), in the metric's unit. */
  readonly spread: number;
  /** How many readings it was made of. */
  readonly samples: number;
  readonly source: 'session' | 'stored' | 'release';
}

/** A change of one metric that is not noise, with its evidence. */
export interface Anomaly {
  readonly id: string;
  readonly kind: AnomalyKind;
  /** Id in the metric catalogue. */
  readonly metric: string;
  readonly detectedAt: EpochMs;
  /** When the change began, estimated. */
  readonly onset?: EpochMs;
  readonly severity: Severity;
  /** The reading now, in the metric's unit. */
  readonly value: number;
  readonly baseline?: Baseline;
  /** The limit that was crossed, where it is a fixed one. */
  readonly threshold?: number;
  /** value / baseline, with its 95 % confidence interval. */
  readonly change?: { readonly ratio: number; readonly low?: number; readonly high?: number };
  /** Which exports, modules or scripts make up the change, greatest share first. */
  readonly contributors?: readonly { readonly name: string; readonly share: Ratio }[];
  /** Ids of other metrics that changed at the same time. */
  readonly alongside?: readonly string[];
  /** One sentence in plain words, with figures. */
  readonly message: string;
}

export type AlertState = 'open' | 'acknowledged' | 'resolved';

/** What a person is told: one or more anomalies of one cause, from the first until it is over. */
export interface Alert {
  readonly id: string;
  readonly kind: AnomalyKind;
  readonly metric: string;
  readonly severity: Severity;
  readonly state: AlertState;
  readonly title: string;
  readonly message: string;
  readonly openedAt: EpochMs;
  readonly onset?: EpochMs;
  readonly updatedAt: EpochMs;
  /** Since when none of its anomalies lasts; it is resolved when that stays so for a while. Absent while one does. */
  readonly clearedAt?: EpochMs;
  readonly resolvedAt?: EpochMs;
  readonly acknowledgedAt?: EpochMs;
  readonly mutedUntil?: EpochMs;
  readonly current: number;
  readonly baseline?: Baseline;
  readonly threshold?: number;
  /** The anomalies it was made of, cause first. */
  readonly anomalies: readonly Anomaly[];
}

export type RecommendationCategory =
  'memory' | 'execution' | 'rendering' | 'network' | 'allocation' | 'stability';

export type Priority = 'high' | 'medium' | 'low';

export type RecommendationStatus = 'proposed' | 'applied' | 'kept' | 'reverted' | 'dismissed' | 'failed';

/** What to do, as data: `action` names a function in the host's registry or a manual step. */
export interface Recommendation {
  readonly id: string;
  readonly priority: Priority;
  readonly category: RecommendationCategory;
  /** Name of a registered action, or of a manual one: `reduce-particles`, `recycle-instance`. */
  readonly action: string;
  readonly title: string;
  readonly description: string;
  /** Why it should help, from the evidence. */
  readonly rationale: string;
  /** Id of the alert that it answers. */
  readonly alert: string;
  readonly metric: string;
  /** Expected change of `metric`, as value / value now: 0.7 is 30 % less. Absent where unknown. */
  readonly expectedRatio?: number;
  /** True where the host registered the action and allowed it to be applied. */
  readonly automated: boolean;
  /** How to take it back; absent where it can't be. */
  readonly undo?: string;
  readonly createdAt: EpochMs;
  readonly status: RecommendationStatus;
  readonly outcome?: ActionOutcome;
}

/** What an applied action did, measured. */
export interface ActionOutcome {
  readonly appliedAt: EpochMs;
  readonly decidedAt?: EpochMs;
  /** What `before` and `after` are readings of; a metric of the catalogue, and not always the alert's. */
  readonly metric?: string;
  readonly before?: number;
  readonly after?: number;
  /** after / before, with its 95 % confidence interval. */
  readonly ratio?: number;
  readonly low?: number;
  readonly high?: number;
  readonly decision?: 'kept' | 'reverted' | 'failed';
  readonly reason?: string;
}

/** One line of the audit trail. */
export interface ActionRecord {
  readonly id: string;
  readonly timestamp: EpochMs;
  readonly action: string;
  readonly event: 'applied' | 'kept' | 'reverted' | 'failed' | 'disabled' | 'restored' | 'overridden';
  /** Who or what asked for it. */
  readonly trigger: 'user' | 'loop' | 'host';
  readonly recommendation?: string;
  readonly level?: { readonly from: number; readonly to: number };
  readonly outcome?: ActionOutcome;
  readonly duration?: DurationMs;
  readonly freed?: Bytes;
  readonly message?: string;
}
