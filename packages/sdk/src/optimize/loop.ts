import { isSeen, type Effect } from '@wasm-vitals/analysis';
import type { ActionOutcome, EpochMs, RecommendationStatus, Tick } from '@wasm-vitals/protocol';
import type { AuditTrail } from './audit-trail.js';
import type { HeldLevels } from './held.js';
import type { LoopPolicy } from './policy.js';
import type { ActionEntry, ActionRegistry } from './registry.js';
import { auditLine, beginTrial, judgeTrial, outcomeOf, type Trial, type TrialRequest } from './trial.js';

/**
 * The loop's state. One change at a time:
 *
 *     idle → applying → settling → measuring → (kept | reverting → reverted) → pause → idle
 */
export type Phase =
  | { readonly name: 'idle' }
  | { readonly name: 'applying' | 'settling' | 'measuring' | 'reverting'; readonly trial: Trial }
  | { readonly name: 'pause'; readonly until: EpochMs };

export interface LoopDeps {
  readonly now: () => EpochMs;
  readonly policy: LoopPolicy;
  readonly registry: ActionRegistry;
  readonly audit: AuditTrail;
  readonly held: HeldLevels;
  /** Tells what became of a trial that answers a recommendation. */
  readonly report: (trial: Trial, status: RecommendationStatus, outcome?: ActionOutcome) => void;
}

export interface TrialLoop {
  readonly phase: Phase;
  /** Begins a trial; rejects where the loop is busy or the host's function fails. */
  begin(request: TrialRequest): Promise<void>;
  /** Moves on with time; `usable` where the tick may be measured by. */
  onTick(tick: Tick, usable: boolean): void;
  /** Ends the running trial without a verdict: nothing unproven is kept. */
  abort(reason: string): Promise<void>;
  /** Takes the running trial's change back, whoever made it. */
  undo(reason: string): Promise<void>;
  /** Forgets the running trial and leaves the level as it is: somebody else has set it. */
  drop(reason: string): void;
}

export function createTrialLoop(deps: LoopDeps): TrialLoop {
  const { now, policy, registry, audit, held, report } = deps;
  let phase: Phase = { name: 'idle' };

  const coolDown = ({ action }: ActionEntry): number => action.coolDown ?? policy.coolDown;

  function rest(): void {
    phase = { name: 'pause', until: now() + policy.pause };
  }

  function fail({ entry }: Trial): void {
    entry.failures += 1;
    entry.coolUntil = now() + coolDown(entry);
    if (entry.failures < policy.mostFailures || entry.disabled) return;
    entry.disabled = true;
    audit.add({
      action: entry.action.name,
      event: 'disabled',
      trigger: 'loop',
      message: `It failed ${entry.failures} times.`,
    });
  }

  /** Remembers that it does not help against this cause, longer each time. */
  function remember({ entry, cause }: Trial): void {
    const times = (entry.unhelpful.get(cause)?.times ?? 0) + 1;
    entry.unhelpful.set(cause, { times, until: now() + policy.rememberFailure * 2 ** (times - 1) });
    entry.coolUntil = now() + coolDown(entry);
  }

  /** Puts the level back to where the trial found it; a host that fails even here is disabled at once. */
  async function putBack(trial: Trial): Promise<boolean> {
    const { entry, from } = trial;
    try {
      await registry.change(entry, from);
      return true;
    } catch (error) {
      entry.disabled = true;
      held.release(entry);
      audit.add(auditLine(trial, 'failed', { message: `It could not be taken back: ${String(error)}` }));
      audit.add({ action: entry.action.name, event: 'disabled', trigger: 'loop' });
      return false;
    }
  }

  function keep(trial: Trial, reason: string, effect?: Effect): void {
    const { entry } = trial;
    const outcome = outcomeOf(trial, { decision: 'kept', reason, at: now() }, effect);
    if (trial.direction === 'restore') {
      held.restored(entry, now());
      entry.coolUntil = now() + coolDown(entry);
      audit.add(auditLine(trial, 'restored', { outcome, duration: now() - trial.appliedAt }));
    } else {
      audit.add(auditLine(trial, 'kept', { outcome, duration: now() - trial.appliedAt }));
      if (!entry.reversible) {
        entry.level = 0;
        entry.coolUntil = now() + coolDown(entry);
      } else if (trial.trigger === 'loop') held.took(entry, trial.cause, trial.healthy, now());
    }
    report(trial, 'kept', outcome);
    rest();
  }

  async function revert(trial: Trial, reason: string, effect?: Effect, proven = false): Promise<void> {
    phase = { name: 'reverting', trial };
    const { entry } = trial;
    const restoring = trial.direction === 'restore';
    const decision = entry.reversible ? 'reverted' : 'failed';
    if (!entry.reversible) entry.level = 0;
    else if (!(await putBack(trial))) {
      report(trial, 'failed', outcomeOf(trial, { decision: 'failed', reason, at: now() }, effect));
      rest();
      return;
    }
    const outcome = outcomeOf(trial, { decision, reason, at: now() }, effect);
    if (restoring) held.relapsed(entry, now());
    else if (proven) remember(trial);
    else entry.coolUntil = now() + coolDown(entry);
    audit.add(auditLine(trial, decision, { outcome, duration: now() - trial.appliedAt }));
    report(trial, decision, outcome);
    rest();
  }

  async function begin(request: TrialRequest): Promise<void> {
    if (phase.name !== 'idle' && phase.name !== 'pause') throw new Error('another action is being measured');
    const trial = beginTrial(request, now());
    phase = { name: 'applying', trial };
    report(trial, 'applied');
    try {
      await registry.change(trial.entry, trial.to);
    } catch (error) {
      await undoFailure(trial, error);
      throw error;
    }
    trial.appliedAt = now();
    if (trial.abandoned !== undefined) return revert(trial, trial.abandoned);
    audit.add(auditLine(trial, 'applied', { duration: trial.appliedAt - trial.startedAt }));
    phase = { name: 'settling', trial };
  }

  async function undoFailure(trial: Trial, error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    const outcome = outcomeOf(trial, { decision: 'failed', reason, at: now() });
    phase = { name: 'reverting', trial };
    audit.add(auditLine(trial, 'failed', { outcome, message: reason }));
    if (trial.entry.reversible) await putBack(trial);
    fail(trial);
    report(trial, 'failed', outcome);
    rest();
  }

  /** A one-off can't be taken back: nothing is risked where it is measured as soon as its effect is seen. */
  function hasSettled(
    { entry, appliedAt, cause, before, settling }: Trial,
    tick: Tick,
    usable: boolean,
  ): boolean {
    if (now() - appliedAt >= (entry.action.settle ?? policy.settle)) return true;
    if (usable) settling.push(tick);
    return !entry.reversible && isSeen(cause, before, settling);
  }

  function measure(trial: Trial, tick: Tick, usable: boolean): void {
    if (usable) trial.after.push(tick);
    else if (tick.visibility === 1) trial.waited += tick.interval;
    const outOfTime = trial.waited >= policy.trialLimit;
    if (!usable && !outOfTime) return;
    const { decision, reason, effect } = judgeTrial(trial);
    if (decision === 'keep') keep(trial, reason, effect);
    else if (decision === 'revert') void revert(trial, reason, effect, true);
    else if (outOfTime) void endUnproven(trial, 'there was nothing to measure it by');
  }

  /** Without proof the loop's lowering goes; a person's choice stays, and so does quality that was given back. */
  async function endUnproven(trial: Trial, reason: string): Promise<void> {
    if (trial.trigger === 'loop' && trial.direction === 'lower') await revert(trial, reason);
    else keep(trial, reason);
  }

  return {
    get phase() {
      return phase;
    },
    begin,
    onTick(tick, usable) {
      if (phase.name === 'pause' && now() >= phase.until) phase = { name: 'idle' };
      else if (phase.name === 'settling') {
        if (!hasSettled(phase.trial, tick, usable)) return;
        phase.trial.settledAt = now();
        phase = { name: 'measuring', trial: phase.trial };
      } else if (phase.name === 'measuring') measure(phase.trial, tick, usable);
    },
    async abort(reason) {
      if (phase.name === 'applying') phase.trial.abandoned = reason;
      else if (phase.name === 'settling' || phase.name === 'measuring')
        await endUnproven(phase.trial, reason);
    },
    async undo(reason) {
      if (phase.name === 'applying') phase.trial.abandoned = reason;
      else if (phase.name === 'settling' || phase.name === 'measuring') await revert(phase.trial, reason);
    },
    drop(reason) {
      if (!('trial' in phase)) return;
      const { trial } = phase;
      report(trial, 'dismissed', { appliedAt: trial.appliedAt, decidedAt: now(), reason });
      rest();
    },
  };
}
