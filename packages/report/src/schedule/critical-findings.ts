import type { Anomaly, Report, ReportFinding } from '@wasm-vitals/protocol';

/** Where critical findings are raised: a monitor fits it by shape. */
export interface FindingSink {
  raise?(anomaly: Anomaly): void;
  clear?(anomaly: Anomaly): void;
}

/** The same trouble keeps its id from report to report, so that it is one alert. */
const idOf = ({ kind, metric }: ReportFinding): string => `report:${kind}:${metric}`;

/** Critical, seen in the snapshots (an alert is raised already), and not over. */
const isUrgent = ({ severity, source, until }: ReportFinding): boolean =>
  severity === 'critical' && source === 'snapshots' && until === undefined;

function anomalyOf(finding: ReportFinding, { generatedAt }: Report): Anomaly {
  const { kind, metric, severity, sentence, since, after, contributors } = finding;
  return {
    id: idOf(finding),
    ...{ kind, metric, severity },
    detectedAt: generatedAt,
    value: after ?? 0,
    message: sentence,
    ...(since === undefined ? {} : { onset: since }),
    ...(contributors ? { contributors } : {}),
  };
}

/** Turns the critical findings of each report into alerts, and ends them when a later report is without them. */
export function createCriticalFindings(sink: FindingSink): {
  readonly apply: (report: Report) => void;
  readonly clearAll: () => void;
} {
  let raised = new Map<string, Anomaly>();

  return {
    apply(report) {
      const now = new Map(
        report.findings
          .filter(isUrgent)
          .map((finding) => [idOf(finding), anomalyOf(finding, report)] as const),
      );
      for (const [id, anomaly] of raised) if (!now.has(id)) sink.clear?.(anomaly);
      for (const anomaly of now.values()) sink.raise?.(anomaly);
      raised = now;
    },
    clearAll() {
      for (const anomaly of raised.values()) sink.clear?.(anomaly);
      raised = new Map();
    },
  };
}
