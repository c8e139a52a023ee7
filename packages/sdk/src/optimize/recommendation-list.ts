import type { ActionOutcome, Recommendation, RecommendationStatus } from '@wasm-vitals/protocol';

/** Decided recommendations that stay to be read. */
const CAPACITY = 30;
/** Dismissals that are remembered: more than an alert book holds alerts. */
const MOST_DISMISSED = 500;

/** What is proposed now, and what became of what was proposed before. */
export interface RecommendationList {
  /** Takes the newest proposals; those of an alert under treatment, or that were dismissed, are left out. */
  propose(proposals: readonly Recommendation[]): void;
  find(id: string): Recommendation | undefined;
  mark(id: string, status: RecommendationStatus, outcome?: ActionOutcome): void;
  dismiss(id: string): void;
  /** Does not propose this again for its alert: a person took it back, and what came of it stays to be read. */
  withdraw(id: string): void;
  proposals(): readonly Recommendation[];
  /** Proposals, best first, then the decided ones, newest first. */
  all(): readonly Recommendation[];
}

function target({ alert, action }: Recommendation): string {
  return `${alert}:${action}`;
}

/** What of a proposal can change while it stands: its evidence, and whether the host allows it. */
function says({ id, rationale, automated }: Recommendation): string {
  return `${id} ${automated} ${rationale}`;
}

function saysTheSame(a: readonly Recommendation[], b: readonly Recommendation[]): boolean {
  return a.length === b.length && a.every((one, i) => b[i] && says(one) === says(b[i]));
}

export function createRecommendationList(changed: () => void): RecommendationList {
  let proposed: readonly Recommendation[] = [];
  let decided: readonly Recommendation[] = [];
  let joined: readonly Recommendation[] = [];
  const dismissed = new Set<string>();

  function publish(): void {
    joined = [...proposed, ...decided];
    changed();
  }

  function forget(one: Recommendation): void {
    dismissed.add(target(one));
    const [oldest] = dismissed;
    if (dismissed.size > MOST_DISMISSED && oldest !== undefined) dismissed.delete(oldest);
  }

  function isFree(proposal: Recommendation): boolean {
    if (dismissed.has(target(proposal))) return false;
    return !decided.some((one) => one.status === 'applied' && one.alert === proposal.alert);
  }

  return {
    propose(proposals) {
      const free = proposals.filter(isFree).map((proposal) => {
        const before = proposed.find(({ id }) => id === proposal.id);
        return before ? { ...proposal, createdAt: before.createdAt } : proposal;
      });
      if (saysTheSame(free, proposed)) return;
      proposed = free;
      const ids = new Set(free.map(({ id }) => id));
      decided = decided.filter(({ id }) => !ids.has(id));
      publish();
    },
    find: (id) => joined.find((one) => one.id === id),
    mark(id, status, outcome) {
      const one = joined.find((each) => each.id === id);
      if (!one) return;
      const now: Recommendation = { ...one, status, ...(outcome ? { outcome } : {}) };
      proposed = proposed.filter((each) => each.id !== id);
      decided = [now, ...decided.filter((each) => each.id !== id)].slice(0, CAPACITY);
      publish();
    },
    dismiss(id) {
      const one = proposed.find((each) => each.id === id);
      if (!one) return;
      forget(one);
      proposed = proposed.filter((each) => each.id !== id);
      decided = [{ ...one, status: 'dismissed' as const }, ...decided].slice(0, CAPACITY);
      publish();
    },
    withdraw(id) {
      const one = joined.find((each) => each.id === id);
      if (one) forget(one);
    },
    proposals: () => proposed,
    all: () => joined,
  };
}
