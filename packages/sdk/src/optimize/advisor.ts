import { recommend, type ActionMode } from '@wasm-vitals/analysis';
import type { ActionRecord, Alert, EpochMs, Recommendation, Snapshot, Tick } from '@wasm-vitals/protocol';
import { createAuditTrail } from './audit-trail.js';
import { createEpisodes } from './episodes.js';
import { createHeldLevels } from './held.js';
import type { HostAction } from './host-action.js';
import { createTrialLoop } from './loop.js';
import { withoutOwnDoing } from './own-doing.js';
import { createPilot } from './pilot.js';
import { DEFAULT_POLICY, type LoopPolicy } from './policy.js';
import { createRecommendationList } from './recommendation-list.js';
import { createActionRegistry, type ActionEntry, type SetTimer } from './registry.js';
import { createTickWindow } from './tick-window.js';

/** What the advisor needs of the page and the clock. */
export interface AdvisorDeps {
  readonly now: () => EpochMs;
  readonly setTimer: SetTimer;
  /** Whether the page is visible now, and whether the host says that it is loading. */
  readonly visible: () => boolean;
  readonly loading: () => boolean;
  readonly policy?: Partial<LoopPolicy>;
}

/** Alerts → recommendations; the registry of what the host allows; the closed loop. */
export interface OptimizationAdvisor {
  /** @throws TypeError for a wrong option. Returns the way to take the action out again (its level is put back). */
  registerAction(action: HostAction): () => void;
  /**
   * Allows more or less from now on. Said anew, it forgets earlier failures and a person's override.
   * @throws TypeError for an unknown name or mode.
   */
  setMode(name: string, mode: ActionMode): void;
  onAlerts(alerts: readonly Alert[], snapshot: Snapshot | undefined): void;
  /** Each second: the loop measures by it and moves on. */
  onTick(tick: Tick): void;
  /** Proposals, best first, then what became of earlier ones, newest first. */
  recommendations(): readonly Recommendation[];
  /** Audit trail, oldest first, at most 200 lines. */
  actions(): readonly ActionRecord[];
  /** Applies what a recommendation names, on behalf of a person. Rejects with a message for people where it can't. */
  apply(id: string): Promise<void>;
  /** Takes it back; the loop then leaves the action alone for ten minutes. */
  undo(id: string): Promise<void>;
  dismiss(id: string): void;
  subscribe(listener: (change: 'recommendations' | 'actions') => void): () => void;
  /** Puts back every level that was changed. Nothing is applied from then on. */
  stop(): Promise<void>;
}

export function createAdvisor(deps: AdvisorDeps): OptimizationAdvisor {
  const { now } = deps;
  const policy = { ...DEFAULT_POLICY, ...deps.policy };
  const listeners = new Set<(change: 'recommendations' | 'actions') => void>();
  const tell = (change: 'recommendations' | 'actions'): void =>
    listeners.forEach((listener) => listener(change));

  const window = createTickWindow(policy.quiet);
  const registry = createActionRegistry(deps.setTimer, policy.hang);
  const audit = createAuditTrail(now, () => tell('actions'));
  const list = createRecommendationList(() => tell('recommendations'));
  const held = createHeldLevels(policy);
  const episodes = createEpisodes(window);
  const loop = createTrialLoop({
    now,
    policy,
    registry,
    audit,
    held,
    report: (trial, status, outcome) => {
      if (trial.recommendation !== undefined) list.mark(trial.recommendation, status, outcome);
      if (outcome) pilot.ended(trial, status === 'kept');
    },
  });
  const pilot = createPilot({ now, policy, registry, audit, held, episodes, window, loop, list });
  let alerts: readonly Alert[] = [];
  let snapshot: Snapshot | undefined;
  let stopped = false;

  function refresh(): void {
    if (stopped) return;
    const proposals = recommend({ alerts, snapshot, actions: registry.available(now()), now: now() });
    list.propose(proposals.filter(({ alert }) => !pilot.isAnswered(alert)));
  }

  function known(name: string): ActionEntry {
    const entry = registry.entry(name);
    if (!entry) throw new TypeError(`no action ${name} is registered`);
    return entry;
  }

  return {
    registerAction(action) {
      const remove = registry.register(action);
      refresh();
      return () => {
        const entry = registry.entry(action.name);
        if (entry) void pilot.release(entry, 'the host took the action out');
        remove();
        refresh();
      };
    },
    setMode(name, mode) {
      if (!['manual', 'suggest', 'automatic'].includes(mode)) {
        throw new TypeError(`mode is ${mode}; it must be manual, suggest or automatic`);
      }
      registry.arm(known(name), mode);
      refresh();
    },
    onAlerts(next, newest) {
      alerts = withoutOwnDoing(next, { records: audit.records(), entryOf: registry.entry, now: now() });
      snapshot = newest ?? snapshot;
      episodes.update(alerts);
      refresh();
    },
    onTick(tick) {
      if (stopped) return;
      const usable = window.push(tick) && deps.visible() && !deps.loading();
      pilot.onTick(tick, usable);
      if (alerts.length > 0) refresh();
      if (usable) pilot.choose();
    },
    recommendations: list.all,
    actions: audit.records,
    async apply(id) {
      const recommendation = list.find(id);
      if (!recommendation) throw new Error('this recommendation is no longer there');
      if (recommendation.status !== 'proposed') throw new Error(`it is ${recommendation.status} already`);
      const entry = registry.entry(recommendation.action);
      if (!recommendation.automated || !entry) throw new Error('this is a step that only a person can take');
      await pilot.applyFor(recommendation, entry);
    },
    async undo(id) {
      const recommendation = list.find(id);
      const entry = recommendation && registry.entry(recommendation.action);
      if (!recommendation || !entry) throw new Error('this recommendation is no longer there');
      if (!entry.reversible) throw new Error('this action can’t be taken back');
      if (recommendation.status !== 'applied' && recommendation.status !== 'kept') {
        throw new Error(`there is nothing to undo: it is ${recommendation.status}`);
      }
      list.withdraw(id);
      await pilot.undo(recommendation, entry);
      refresh();
    },
    dismiss(id) {
      list.dismiss(id);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      stopped = true;
      listeners.clear();
      await Promise.all(registry.entries().map((entry) => pilot.release(entry, 'the monitor stopped')));
    },
  };
}
