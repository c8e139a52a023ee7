import { judge, type Cause, type Effect, type Judgement } from '@wasm-vitals/analysis';
import type { ActionOutcome, ActionRecord, DurationMs, EpochMs, Tick } from '@wasm-vitals/protocol';
import type { ActionEntry } from './registry.js';

/** What somebody wants done. */
export interface TrialRequest {
  readonly entry: ActionEntry;
  readonly to: number;
  /** `lower` takes quality away, `restore` gives it back. */
  readonly direction: 'lower' | 'restore';
  readonly cause: Cause;
  readonly trigger: ActionRecord['trigger'];
  readonly alert?: string;
  readonly recommendation?: string;
  /** Comparable ticks before the change, and from before the trouble. */
  readonly before: readonly Tick[];
  readonly healthy: readonly Tick[];
}

/** One change of a level under measurement. */
export interface Trial extends Omit<TrialRequest, 'cause'> {
  /** Follows its alert: a stall can turn out to be a slow export, and is then measured as that. */
  cause: Cause;
  readonly from: number;
  readonly startedAt: EpochMs;
  appliedAt: EpochMs;
  /** When its effect had come in and measuring began. */
  settledAt?: EpochMs;
  /** Visible time since then that could not be measured by. */
  waited: DurationMs;
  /** Why it is to be taken back as soon as the host's function has ended. */
  abandoned?: string;
  readonly after: Tick[];
  /** Ticks while its effect is waited for. */
  readonly settling: Tick[];
}

export function beginTrial(request: TrialRequest, now: EpochMs): Trial {
  return {
    ...request,
    from: request.entry.level,
    startedAt: now,
    appliedAt: now,
    waited: 0,
    after: [],
    settling: [],
  };
}

/**
 * Whether a trial is decided. A person's own choice is taken back only where it did harm; where it merely did not
 * help, it stays and the outcome says so.
 */
export function judgeTrial(trial: Trial): Judgement {
  const judgement = judge(trial);
  if (judgement.decision !== 'revert' || trial.trigger === 'loop') return judgement;
  return judgement.harmful ? judgement : { ...judgement, decision: 'keep' };
}

/** What is put into the recommendation and the audit trail when a trial has ended. */
export function outcomeOf(
  trial: Trial,
  end: { readonly decision: 'kept' | 'reverted' | 'failed'; readonly reason: string; readonly at: EpochMs },
  effect?: Effect,
): ActionOutcome {
  return {
    appliedAt: trial.appliedAt,
    decidedAt: end.at,
    decision: end.decision,
    reason: end.reason,
    ...effect,
  };
}

/** The members of an audit line that come from the trial. */
export function auditLine(
  trial: Trial,
  event: ActionRecord['event'],
  more: { readonly outcome?: ActionOutcome; readonly message?: string; readonly duration?: DurationMs } = {},
): Omit<ActionRecord, 'id' | 'timestamp'> {
  const back = event === 'reverted' || event === 'failed';
  const level = back ? { from: trial.to, to: trial.from } : { from: trial.from, to: trial.to };
  return {
    action: trial.entry.action.name,
    event,
    trigger: trial.trigger,
    level,
    ...(trial.recommendation === undefined ? {} : { recommendation: trial.recommendation }),
    ...more,
  };
}
