import { recommend } from '@wasm-vitals/analysis';
import type {
  Alert,
  Anomaly,
  Contributor,
  EpochMs,
  Priority,
  Recommendation,
  ReportFinding,
  Snapshot,
} from '@wasm-vitals/protocol';
import { compact } from '../sections/distribution.js';

export interface AdviceInput {
  readonly findings: readonly ReportFinding[];
  readonly snapshots: readonly Snapshot[];
  /** Alerts of the period, and what was recommended in it. */
  readonly alerts: readonly Alert[];
  readonly recommendations: readonly Recommendation[];
  readonly now: EpochMs;
}

const ORDER: Readonly<Record<Priority, number>> = { high: 0, medium: 1, low: 2 };

/** Contributors that are exports: a finding tells others in words (`script …`, `style and layout`). */
function exportsIn(contributors: readonly Contributor[] = []): readonly Contributor[] {
  return contributors.flatMap(({ name, share }) => {
    const quoted = /^export `(.+)`$/.exec(name)?.[1];
    return quoted === undefined && /[\s`]/.test(name) ? [] : [{ name: quoted ?? name, share }];
  });
}

/** A finding in the shape that the advisor reads: as if an alert of it were open. */
function asAlert(finding: ReportFinding, index: number, now: EpochMs): Alert {
  const { kind, metric, severity, sentence, since: onset, before, after = 0 } = finding;
  const id = `finding:${index}`;
  // the report has the whole sentence already: its first part will do
  const message = `${sentence.split(/[;(.]\s|\s\(/)[0] ?? sentence}.`;
  const common = { id, kind, metric, severity, onset, message };
  const contributors = exportsIn(finding.contributors);
  return compact<Alert>({
    ...common,
    state: 'open',
    title: message,
    openedAt: onset ?? now,
    updatedAt: now,
    current: after,
    baseline: before === undefined ? undefined : { median: before, spread: 0, samples: 1, source: 'session' },
    anomalies:
      contributors.length > 0
        ? [compact<Anomaly>({ ...common, detectedAt: now, value: after, contributors })]
        : [],
  });
}

/** The newest snapshot in which the finding held: the evidence of what to do about it. */
function evidenceOf(
  { until = Infinity }: ReportFinding,
  snapshots: readonly Snapshot[],
): Snapshot | undefined {
  return snapshots.findLast(({ timestamp }) => timestamp <= until) ?? snapshots.at(-1);
}

/**
 * All recommendations of a report: those that were made, and one by hand for each finding that none of them answers. A
 * short session ends before an alert is raised, and its findings ask for something to do all the same.
 */
export function adviceOf(input: AdviceInput): readonly Recommendation[] {
  const { findings, snapshots, alerts, recommendations, now } = input;
  const of = new Map(alerts.map(({ id, kind, metric }) => [id, kind === 'threshold' ? metric : kind]));
  const answered = new Set(recommendations.map(({ alert }) => of.get(alert)));
  const actions = new Set(recommendations.map(({ action }) => action));
  const advice = findings.flatMap((finding, index) => {
    if (finding.severity === 'info' || answered.has(finding.kind) || answered.has(finding.metric)) return [];
    const alert = asAlert(finding, index, now);
    const made = recommend({ alerts: [alert], snapshot: evidenceOf(finding, snapshots), actions: [], now });
    const fitting = made.find((one) => one.alert === alert.id && !actions.has(one.action));
    if (fitting) actions.add(fitting.action);
    return fitting ? [fitting] : [];
  });
  return [...recommendations, ...advice].sort((a, b) => ORDER[a.priority] - ORDER[b.priority]);
}
