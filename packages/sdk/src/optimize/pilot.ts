import { SEEN_AFTER, canPass, haveOneGroup, isSeen, isSporadic, lastLook } from '@wasm-vitals/analysis';
import type { EpochMs, Recommendation, Tick } from '@wasm-vitals/protocol';
import type { AuditTrail } from './audit-trail.js';
import type { Episode, Episodes } from './episodes.js';
import type { HeldLevels } from './held.js';
import type { TrialLoop } from './loop.js';
import type { LoopPolicy } from './policy.js';
import type { RecommendationList } from './recommendation-list.js';
import type { ActionEntry, ActionRegistry } from './registry.js';
import type { TickWindow } from './tick-window.js';
import type { Trial } from './trial.js';

export interface PilotDeps {
  readonly now: () => EpochMs;
  readonly policy: LoopPolicy;
  readonly registry: ActionRegistry;
  readonly audit: AuditTrail;
  readonly held: HeldLevels;
  readonly episodes: Episodes;
  readonly window: TickWindow;
  readonly loop: TrialLoop;
  readonly list: RecommendationList;
}

/** Decides what the loop tries next, and stands aside for people. */
export interface Pilot {
  /** Feeds the loop, and notices levels that somebody else has changed. */
  onTick(tick: Tick, usable: boolean): void;
  /** Begins the next trial of the loop's own, where there is one and nothing speaks against it. */
  choose(): void;
  /** A trial ended; `kept` where its change stays. */
  ended(trial: Trial, kept: boolean): void;
  /** True where an action was kept against this alert and nothing noticeable is lost any more: it will close by itself. */
  isAnswered(alert: string): boolean;
  /** On behalf of a person. */
  applyFor(recommendation: Recommendation, entry: ActionEntry): Promise<void>;
  undo(recommendation: Recommendation, entry: ActionEntry): Promise<void>;
  /** Puts an action back to level 0, for good. */
  release(entry: ActionEntry, message: string): Promise<void>;
}

/** How far a step goes: by the share that is lost, so that a large loss is not climbed down in small steps. */
function stepTo(entry: ActionEntry, lost: number | undefined): number {
  const left = entry.levels - entry.level;
  const share = lost === undefined ? 0 : Math.min(1, lost);
  return entry.level + Math.max(1, Math.round(left * share));
}

function actualLevel({ action, level }: ActionEntry): number {
  try {
    return action.level?.() ?? level;
  } catch {
    return level;
  }
}

export function createPilot(deps: PilotDeps): Pilot {
  const { now, policy, registry, audit, held, episodes, window, loop, list } = deps;
  /** Alerts for which nothing can tell how much is lost get one trial each. */
  const triedBlind = new Set<string>();
  let spent: readonly EpochMs[] = [];
  let changedAt: EpochMs = 0;

  function mayTouch(entry: ActionEntry): boolean {
    return (
      entry.mode === 'automatic' &&
      !entry.disabled &&
      entry.overriddenUntil <= now() &&
      entry.coolUntil <= now()
    );
  }

  const isConfirmed = ({ alert, cause }: Episode): boolean =>
    !canPass(cause) || now() - alert.openedAt >= policy.confirm;

  function isWorthwhile(episode: Episode): boolean {
    // It stays open for a while in case it comes back; until then there is nothing to act on.
    if (episode.alert.clearedAt !== undefined) return false;
    const lost = episodes.lost(episode);
    return lost === undefined ? !triedBlind.has(episode.alert.id) : lost > policy.tolerableLoss;
  }

  function lower(
    recommendation: Recommendation,
    entry: ActionEntry,
    trigger: 'loop' | 'user',
  ): Promise<void> {
    const episode = episodes.get(recommendation.alert);
    if (!episode) throw new Error('its alert is over');
    const lost = trigger === 'loop' ? episodes.lost(episode) : undefined;
    return loop.begin({
      entry,
      to: stepTo(entry, lost),
      direction: 'lower',
      cause: episode.cause,
      trigger,
      alert: recommendation.alert,
      recommendation: recommendation.id,
      before: episodes.trouble(episode, changedAt),
      healthy: episode.healthy,
    });
  }

  /** The best proposal that the loop may carry out now. */
  function nextProposal(): readonly [Recommendation, ActionEntry] | undefined {
    spent = spent.filter((at) => at > now() - policy.budgetWindow);
    if (spent.length >= policy.budget) return undefined;
    for (const proposal of list.proposals()) {
      const entry = registry.entry(proposal.action);
      const episode = episodes.get(proposal.alert);
      if (!entry || !episode || !proposal.automated || !mayTouch(entry)) continue;
      if (!isConfirmed(episode) || !isWorthwhile(episode)) continue;
      const least = isSporadic(episode.cause) ? policy.leastBeforeSporadic : policy.leastBefore;
      if (episodes.trouble(episode, changedAt).length < least) continue;
      return [proposal, entry];
    }
    return undefined;
  }

  function restoreOne(): void {
    const due = held.due(now());
    if (!due) return;
    const before = window
      .between(Math.max(changedAt, window.sceneSince), Infinity)
      .slice(-lastLook(due.cause));
    if (before.length < policy.leastBefore) return;
    const { entry, cause, healthy } = due;
    const to = entry.level - 1;
    const request = { entry, to, direction: 'restore', cause, trigger: 'loop', before, healthy } as const;
    // The loop has written down what went wrong.
    loop.begin(request).catch(() => undefined);
  }

  function choose(): void {
    if (loop.phase.name !== 'idle') return;
    for (const alert of triedBlind) if (!episodes.get(alert)) triedBlind.delete(alert);
    held.pressure(
      episodes.open().map(({ cause }) => cause),
      now(),
    );
    const next = nextProposal();
    if (!next) return restoreOne();
    const [proposal, entry] = next;
    spent = [...spent, now()];
    triedBlind.add(proposal.alert);
    lower(proposal, entry, 'loop').catch(() => undefined);
  }

  /** From here on the person's choice stands. */
  function yieldTo(entry: ActionEntry): void {
    entry.overriddenUntil = now() + policy.override;
    held.release(entry);
  }

  /** The trial's alert, where what leads it began before the trial did: what came after may be the action's own doing. */
  function rootOf({ alert, startedAt }: Trial): Episode | undefined {
    const episode = alert === undefined ? undefined : episodes.get(alert);
    const lead = episode?.alert.anomalies[0];
    return lead && (lead.onset ?? lead.detectedAt) < startedAt ? episode : undefined;
  }

  function followCause(trial: Trial): void {
    const root = rootOf(trial);
    if (root && haveOneGroup(root.cause, trial.cause)) trial.cause = root.cause;
  }

  /** Why a trial can't be brought to its end; absent where it can. */
  function pointlessness(trial: Trial): string | undefined {
    if (window.sceneSince > trial.appliedAt + policy.settle) return 'the scene changed';
    const root = trial.trigger === 'loop' ? rootOf(trial) : undefined;
    if (!root || haveOneGroup(root.cause, trial.cause)) return undefined;
    // What visibly helps is measured to its end, whatever its alert is called by now.
    const { cause, before, after } = trial;
    if (after.length < SEEN_AFTER || isSeen(cause, before, after)) return undefined;
    return `its alert turned out to be of another cause (${root.cause})`;
  }

  function noticeOverrides(): void {
    const { phase } = loop;
    if (phase.name === 'applying' || phase.name === 'reverting') return;
    for (const entry of registry.entries()) {
      const level = actualLevel(entry);
      if (level === entry.level) continue;
      const name = entry.action.name;
      if ('trial' in phase && phase.trial.entry === entry) loop.drop('somebody else set it');
      audit.add({
        action: name,
        event: 'overridden',
        trigger: 'host',
        level: { from: entry.level, to: level },
      });
      entry.level = level;
      changedAt = now();
      yieldTo(entry);
    }
  }

  return {
    onTick(tick, usable) {
      noticeOverrides();
      const { phase } = loop;
      const measuring = phase.name === 'measuring' ? phase.trial : undefined;
      if (measuring) followCause(measuring);
      const reason = measuring && pointlessness(measuring);
      if (reason === undefined) loop.onTick(tick, usable);
      else void loop.abort(reason);
    },
    choose,
    ended({ appliedAt, settledAt, entry, trigger }, kept) {
      // A cure that has to be taken again and again, as long as a leak lasts, is no attempt that failed.
      if (kept && trigger === 'loop' && !entry.reversible) spent = spent.slice(1);
      // What was measured after a change that stays is what the next one is compared with.
      const settle = entry.action.settle ?? policy.settle;
      changedAt = kept ? (settledAt ?? appliedAt + settle) : now() + settle;
    },
    isAnswered(alert) {
      const episode = episodes.get(alert);
      if (!episode || !list.all().some((one) => one.alert === alert && one.status === 'kept')) return false;
      // With some hysteresis: proposals that come and go with the noise help nobody.
      return (episodes.lost(episode) ?? Infinity) <= 2 * policy.tolerableLoss;
    },
    async applyFor(recommendation, entry) {
      if (entry.disabled) throw new Error('this action failed too often and is disabled');
      await lower(recommendation, entry, 'user');
      yieldTo(entry);
    },
    async undo(recommendation, entry) {
      const { phase } = loop;
      yieldTo(entry);
      if ('trial' in phase && phase.trial.entry === entry) return loop.undo('a person took it back');
      await putBackFor(recommendation, entry);
    },
    async release(entry, message) {
      const { phase } = loop;
      held.release(entry);
      if ('trial' in phase && phase.trial.entry === entry) await loop.undo(message);
      if (entry.level === 0 || !entry.reversible) return;
      const level = { from: entry.level, to: 0 };
      await registry.change(entry, 0).catch(() => undefined);
      audit.add({ action: entry.action.name, event: 'restored', trigger: 'host', level, message });
    },
  };

  async function putBackFor(recommendation: Recommendation, entry: ActionEntry): Promise<void> {
    const from = entry.level;
    const applied = audit
      .records()
      .findLast((line) => line.event === 'applied' && line.recommendation === recommendation.id);
    const to = applied?.level?.from ?? Math.max(0, from - 1);
    await registry.change(entry, to);
    changedAt = now() + policy.settle;
    list.mark(recommendation.id, 'reverted');
    audit.add({
      action: entry.action.name,
      event: 'reverted',
      trigger: 'user',
      recommendation: recommendation.id,
      level: { from, to },
    });
  }
}
