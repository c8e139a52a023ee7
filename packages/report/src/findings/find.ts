import type { Alert, ReportFinding, ReportPeriod, Severity } from '@wasm-vitals/protocol';
import { compact } from '../sections/distribution.js';
import { allocationChurn } from './allocation-findings.js';
import { slowExports, traps } from './execution-findings.js';
import { spanInWords, type Candidate, type FindingContext, type FindingRule } from './finding-context.js';
import { frameRateDrop } from './frame-findings.js';
import { slowInput } from './input-findings.js';
import { stalls } from './stall-findings.js';
import { fragmentation, heapLeak, linearLeak, memoryLimit, memoryStep } from './memory-findings.js';
import { cacheCollapse, failedRequests, slowRequests } from './network-findings.js';

/** Every rule reads the snapshots alone; to add a finding is to add a rule. */
const RULES: readonly FindingRule[] = [
  traps,
  linearLeak,
  heapLeak,
  allocationChurn,
  stalls,
  slowExports,
  frameRateDrop,
  cacheCollapse,
  slowRequests,
  failedRequests,
  slowInput,
  memoryStep,
  memoryLimit,
  fragmentation,
];

const RANK: Readonly<Record<Severity, number>> = { critical: 2, warning: 1, info: 0 };
/** What begins within this time of another may come from it; onsets are known to about three snapshots. */
const TOGETHER = 30_000;

const byWeight = (a: Candidate, b: Candidate) =>
  RANK[b.finding.severity] - RANK[a.finding.severity] || b.impact - a.impact;

function beganTogether({ finding: cause, lasting }: Candidate, effect: ReportFinding): boolean {
  // What is over explains neither what began later nor what goes on
  const isOver = cause.until !== undefined && effect.until === undefined;
  if (isOver && (effect.since === undefined || effect.since > (cause.until ?? 0))) return false;
  if (cause.since === undefined) return true;
  if (effect.since === undefined) return cause.since - TOGETHER <= effectStart(effect);
  const reach = lasting ? Infinity : 2 * TOGETHER;
  return effect.since >= cause.since - TOGETHER && effect.since <= cause.since + reach;
}

/** An effect without an onset was there from the start, unless it stands for the whole period (`until` absent too). */
const effectStart = ({ until }: ReportFinding) => (until === undefined ? Infinity : -Infinity);

/** First in the list that explains another takes it in: rules stand in order of cause before effect. */
function causeOf(effect: Candidate, all: readonly Candidate[]): Candidate | undefined {
  return all.find(
    (other) =>
      other !== effect &&
      other.explains.includes(effect.finding.kind) &&
      !effect.independentOf?.includes(other.finding.kind) &&
      beganTogether(other, effect.finding),
  );
}

/** Where an effect is graver than its cause, the cause is as grave. */
function withEffects(cause: Candidate, effects: readonly Candidate[]): Candidate {
  if (effects.length === 0) return cause;
  const gravest = [cause, ...effects].sort(byWeight)[0] ?? cause;
  return {
    ...cause,
    impact: Math.max(cause.impact, ...effects.map(({ impact }) => impact)),
    finding: {
      ...cause.finding,
      severity: gravest.finding.severity,
      consequences: effects.map(({ finding }) => finding.sentence),
    },
  };
}

/** Folds effects into their causes. An effect of an effect goes to the first cause. */
function fold(candidates: readonly Candidate[]): readonly Candidate[] {
  const rootOf = (candidate: Candidate, depth = 0): Candidate => {
    const cause = depth < candidates.length ? causeOf(candidate, candidates) : undefined;
    return cause ? rootOf(cause, depth + 1) : candidate;
  };
  const roots = candidates.filter((candidate) => rootOf(candidate) === candidate);
  return roots.map((root) =>
    withEffects(
      root,
      candidates.filter((candidate) => candidate !== root && rootOf(candidate) === root),
    ),
  );
}

function alertSentence(
  message: string,
  span: Parameters<typeof spanInWords>[0],
  period: ReportPeriod,
): string {
  return `${message.replace(/\.$/, '')} (${spanInWords(span, period).trim()}).`;
}

/** What is over was at most worth a warning: a report's first sentence is for what goes on. */
function fromAlert(alert: Alert, period: ReportPeriod): Candidate {
  const { onset: since = alert.openedAt, resolvedAt: until } = alert;
  const over = until !== undefined && until <= period.to;
  const severity = over && alert.severity === 'critical' ? 'warning' : alert.severity;
  return {
    impact: over ? 0.1 : 0.3,
    explains: [],
    finding: compact<ReportFinding>({
      kind: alert.kind,
      metric: alert.metric,
      severity,
      sentence: alertSentence(alert.message, compact({ since, until: over ? until : undefined }), period),
      source: 'alert',
      since,
      until,
      before: alert.baseline?.median,
      after: alert.current,
      contributors: alert.anomalies[0]?.contributors,
    }),
  };
}

/** What was found, worst first. Alerts of a kind that the snapshots show as well add nothing. */
export function findAll(context: FindingContext, alerts: readonly Alert[]): readonly ReportFinding[] {
  const seen = RULES.flatMap((rule) => rule(context));
  const kinds = new Set<string>(seen.flatMap(({ finding }) => [finding.kind, finding.metric]));
  const others = alerts
    .filter(({ kind, metric }) => !kinds.has(kind === 'threshold' ? metric : kind))
    .map((alert) => fromAlert(alert, context.period));
  return [...fold([...seen, ...others])].sort(byWeight).map(({ finding }) => finding);
}
