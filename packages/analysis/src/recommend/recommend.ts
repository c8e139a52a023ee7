import type { Alert, EpochMs, Priority, Recommendation, Severity, Snapshot } from '@wasm-vitals/protocol';
import type { AvailableAction } from './action.js';
import { CAUSES } from './cause.js';
import { causesNow } from './causes-now.js';
import type { Evidence, Rule } from './rule.js';
import { EXECUTION_RULES } from './rules/execution.js';
import { MEMORY_RULES } from './rules/memory.js';
import { NETWORK_RULES } from './rules/network.js';
import { RENDERING_RULES } from './rules/rendering.js';
import { STABILITY_RULES } from './rules/stability.js';
import { wordMetric, wordReading } from './wording.js';

/** All that the advisor knows, as data. */
export const RULES: readonly Rule[] = [
  ...MEMORY_RULES,
  ...EXECUTION_RULES,
  ...RENDERING_RULES,
  ...NETWORK_RULES,
  ...STABILITY_RULES,
];

export interface RecommendInput {
  readonly alerts: readonly Alert[];
  /** The newest snapshot; absent before the first one. */
  readonly snapshot?: Snapshot | undefined;
  /** What the host registered. */
  readonly actions: readonly AvailableAction[];
  readonly now: EpochMs;
}

interface Candidate {
  readonly rule: Rule;
  readonly evidence: Evidence;
  readonly action: AvailableAction | undefined;
  /** Share of the loss that it should give back, after what it takes from the user; the order of a list. */
  readonly score: number;
  readonly gain: number;
}

const SEVERITY_WEIGHT: Readonly<Record<Severity, number>> = { critical: 1, warning: 0.7, info: 0.35 };
/** A step by hand helps today's user only in the next release: worth a fraction of what can be done now. */
const BY_HAND_WEIGHT = 0.35;
/** What waits for a person's click may come too late for this user: what the loop may do by itself goes first. */
const ON_REQUEST_WEIGHT = 0.7;
/** A full loss of quality is never worth a full recovery; half of its cost is taken off the benefit. */
const COST_WEIGHT = 0.5;
/** What is expected to regain less is not worth a trial, in which nothing better can be tried. */
const LEAST_GAIN = 0.3;

function isApplicable(action: AvailableAction, rule: Rule, evidence: Evidence): boolean {
  return (
    action.kind === rule.needs &&
    action.level < action.levels &&
    !(action.unhelpful ?? []).includes(evidence.cause)
  );
}

function weightOf(action: AvailableAction | undefined): number {
  if (!action || action.mode === 'manual') return BY_HAND_WEIGHT;
  return action.mode === 'automatic' ? 1 : ON_REQUEST_WEIGHT;
}

function candidate(rule: Rule, evidence: Evidence, action: AvailableAction | undefined): Candidate {
  const gain = Math.min(1, (rule.answers[evidence.cause] ?? 0) * (rule.fit?.(evidence) ?? 1));
  const step = action ? action.cost / action.levels : 0;
  const benefit = gain * weightOf(action) * (1 - COST_WEIGHT * step);
  const weight = SEVERITY_WEIGHT[evidence.alert.severity] * CAUSES[evidence.cause].impact;
  return { rule, evidence, action, gain, score: benefit * weight };
}

function candidates(evidence: Evidence, actions: readonly AvailableAction[]): readonly Candidate[] {
  return RULES.filter((rule) => evidence.cause in rule.answers && (rule.when?.(evidence) ?? true)).flatMap(
    (rule) => {
      const fitting = actions.filter((action) => isApplicable(action, rule, evidence));
      const made = fitting.map((action) => candidate(rule, evidence, action));
      if (made.length > 0) return made.filter(({ gain }) => gain >= LEAST_GAIN);
      // Registered but used up or found useless here: saying it once more would not help.
      const known = actions.some((action) => action.kind === rule.needs);
      return rule.advice && !known ? [candidate(rule, evidence, undefined)] : [];
    },
  );
}

/** The best candidate of each cause, and no action twice. */
function choose(causes: readonly (readonly Candidate[])[]): readonly Candidate[] {
  const taken = new Set<string>();
  const best: Candidate[] = [];
  const byBest = causes
    .map((list) => [...list].sort((a, b) => b.score - a.score))
    .sort((a, b) => (b[0]?.score ?? 0) - (a[0]?.score ?? 0));
  for (const list of byBest) {
    const free = list.find(({ rule, action }) => !taken.has(action?.name ?? rule.id));
    if (!free) continue;
    taken.add(free.action?.name ?? free.rule.id);
    best.push(free);
  }
  return best.sort((a, b) => b.score - a.score);
}

function priority({ evidence }: Candidate): Priority {
  const weight = SEVERITY_WEIGHT[evidence.alert.severity] * CAUSES[evidence.cause].impact;
  if (weight >= 0.6) return 'high';
  return weight >= 0.3 ? 'medium' : 'low';
}

/** Expected value / value now, where `gain` of the way back to the baseline is made good. */
function expectedRatio({ evidence, gain }: Candidate): number | undefined {
  const { current, baseline } = evidence.alert;
  if (!baseline || !(current > 0) || !Number.isFinite(baseline.median)) return undefined;
  return Math.max(0, 1 + (gain * (baseline.median - current)) / current);
}

function observed({ alert }: Evidence): string {
  const name = wordMetric(alert.metric);
  const now = wordReading(alert.metric, alert.current);
  if (alert.baseline) return `${name}: ${now}, usually ${wordReading(alert.metric, alert.baseline.median)}.`;
  if (alert.threshold !== undefined) {
    return `${name}: ${now}; the limit is ${wordReading(alert.metric, alert.threshold)}.`;
  }
  return alert.message;
}

function describe(chosen: Candidate, now: EpochMs): Recommendation {
  const { rule, evidence, action } = chosen;
  const name = action?.name ?? rule.id;
  const ratio = expectedRatio(chosen);
  const step = action ? `-${action.level + 1}` : '';
  const undo = action?.reversible ? rule.undo : undefined;
  return {
    id: `${evidence.alert.id}:${name}${step}`,
    priority: priority(chosen),
    category: rule.category,
    action: name,
    title: action?.title ?? rule.title(evidence),
    description: rule.description,
    rationale: `${observed(evidence)} ${rule.why(evidence)}`,
    alert: evidence.alert.id,
    metric: evidence.alert.metric,
    automated: action !== undefined && action.mode !== 'manual',
    createdAt: now,
    status: 'proposed',
    ...(ratio === undefined ? {} : { expectedRatio: ratio }),
    ...(undo === undefined ? {} : { undo }),
  };
}

/**
 * What to do about the open alerts: at most one recommendation a root cause, the one with the greatest expected benefit
 * to the user first. Pure: the same input gives the same list. A recommendation's id is made of the alert, the action
 * and the level that it would go to, so that it stays the same from call to call.
 */
export function recommend(input: RecommendInput): Recommendation[] {
  const causes = causesNow(input.alerts, input.snapshot, input.now);
  const lists = causes.map((evidence) => candidates(evidence, input.actions));
  return choose(lists).map((chosen) => describe(chosen, input.now));
}
