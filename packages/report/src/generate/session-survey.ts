import { createHistogram, medianOf } from '@wasm-vitals/analysis';
import {
  METRICS,
  isMetricId,
  type EpochMs,
  type Report,
  type ReportStatus,
  type Snapshot,
} from '@wasm-vitals/protocol';
import { generateReport } from './generate-report.js';
import type { Fleet, ReportInput } from './report-input.js';
import { metricSeries } from './series.js';
import { selectSnapshots } from './select-range.js';
import { verdictOf } from './verdict.js';

/** One session of a fleet, as far as it lies in the period. */
export interface SurveyedSession {
  readonly id: string;
  readonly snapshots: readonly Snapshot[];
  readonly release?: string;
}

/** What a report of a survey takes beside the sessions: everything but them. */
export type SurveyReportInput = Omit<
  ReportInput,
  'snapshots' | 'range' | 'fleet' | 'sessions' | 'otherSessions' | 'generatedAt'
> & { readonly fleetName?: string };

/**
 * Looks at the sessions of a fleet one after the other, and reports of them: in full of the session that did worst, held
 * against all others. It keeps the snapshots of few, however many it is shown.
 */
export interface SessionSurvey {
  add(session: SurveyedSession): void;
  /** The report. Without any session: one that says that there is no data. */
  report(input?: SurveyReportInput): Report;
}

/**
 * Relations need people, not all of them, and cost most of a report: of so many other sessions, the longest ones, the newest
 * twenty minutes at 5 s are kept for them.
 */
const MOST_KEPT = 12;
const MOST_SNAPSHOTS = 240;
/** Worst first. A session that is too short to be judged says least. */
const ORDER: readonly ReportStatus[] = ['critical', 'degraded', 'healthy', 'unknown'];
/** Metrics that have a better side: only by these can a session be held against others. */
const JUDGED = Object.keys(METRICS).filter((id) => isMetricId(id) && METRICS[id].better !== 'neither');

interface Judged extends SurveyedSession {
  readonly status: ReportStatus;
  readonly score: number;
}

function isWorse(one: Judged, other: Judged): boolean {
  const [rank, rankOther] = [ORDER.indexOf(one.status), ORDER.indexOf(other.status)];
  return rank === rankOther ? one.score < other.score : rank < rankOther;
}

function createFleet() {
  const histograms = new Map<string, ReturnType<typeof createHistogram>>();
  return {
    /** Counts a session once in each metric, with its median. */
    add(snapshots: readonly Snapshot[]): void {
      for (const metric of JUDGED) {
        const median = medianOf(metricSeries(snapshots, metric).values);
        if (median === undefined) continue;
        let histogram = histograms.get(metric);
        if (!histogram) histograms.set(metric, (histogram = createHistogram()));
        histogram.record(median);
      }
    },
    /** To be asked once, at the end. */
    take: (name: string | undefined): Fleet => ({
      ...(name === undefined ? {} : { name }),
      metrics: Object.fromEntries([...histograms].map(([metric, histogram]) => [metric, histogram.take()])),
    }),
  };
}

/** Begins a survey of the time until `generatedAt`. */
export function createSessionSurvey(generatedAt: EpochMs): SessionSurvey {
  const fleet = createFleet();
  const byStatus: Record<ReportStatus, number> = { healthy: 0, degraded: 0, critical: 0, unknown: 0 };
  let kept: readonly (Pick<SurveyedSession, 'id' | 'snapshots'> & { readonly length: number })[] = [];
  let worst: Judged | undefined;
  let total = 0;

  return {
    add(session) {
      const snapshots = selectSnapshots(session.snapshots, undefined, generatedAt);
      if (snapshots.length === 0) return;
      const { status, score } = verdictOf(snapshots, generatedAt);
      const judged = { ...session, snapshots, status, score: score.value ?? 100 };
      total += 1;
      byStatus[status] += 1;
      fleet.add(snapshots);
      if (!worst || isWorse(judged, worst)) worst = judged;
      const newest = {
        id: session.id,
        length: snapshots.length,
        snapshots: snapshots.slice(-MOST_SNAPSHOTS),
      };
      kept = [...kept, newest].sort((a, b) => b.length - a.length).slice(0, MOST_KEPT);
    },
    report({ fleetName, ...input } = {}) {
      if (!worst) return generateReport({ ...input, snapshots: [], generatedAt });
      const { id, snapshots, release } = worst;
      const application = { ...input.application, ...(release === undefined ? {} : { release }) };
      return generateReport({
        ...input,
        ...(Object.keys(application).length > 0 ? { application } : {}),
        snapshots,
        generatedAt,
        fleet: fleet.take(fleetName),
        sessions: { total, shown: id, byStatus },
        otherSessions: kept.filter((other) => other.id !== id).map((other) => other.snapshots),
      });
    },
  };
}
