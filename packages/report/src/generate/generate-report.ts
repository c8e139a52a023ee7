import { REPORT_VERSION, type EpochMs, type Report } from '@wasm-vitals/protocol';
import { compact } from '../sections/distribution.js';
import { relationsOf } from '../sections/relations.js';
import { adviceOf } from './advice.js';
import { benchmarksOf } from './benchmarks.js';
import { opportunitiesOf } from './opportunities.js';
import type { ReportInput } from './report-input.js';
import { selectSnapshots } from './select-range.js';
import { sampleTable } from './series.js';
import { summarise } from './summary.js';
import { trendsOf } from './trends.js';
import { verdictOf } from './verdict.js';

const inPeriod = (time: EpochMs, { from, to }: Report['period']) => time >= from && time <= to;

/** What was open, taken or decided in the period. */
function eventsOf(input: ReportInput, period: Report['period']) {
  const { alerts = [], recommendations = [], actions = [] } = input;
  const open = alerts.filter(
    ({ openedAt, resolvedAt = Infinity }) => openedAt <= period.to && resolvedAt >= period.from,
  );
  const ids = new Set(open.map(({ id }) => id));
  return {
    alerts: open,
    // what answers an alert of the period belongs to it, although it is worded anew each time that it is asked for
    recommendations: recommendations.filter(
      ({ createdAt, alert }) => createdAt <= period.to || ids.has(alert),
    ),
    actions: actions.filter(({ timestamp }) => inPeriod(timestamp, period)),
  };
}

/**
 * The report of a period, from its snapshots. Pure: the same input gives the same report, and the clock is an argument.
 * Any number of snapshots will do, none included; a section with too little data says so instead of judging.
 * @throws {RangeError} for a `range` that is none of the known ones.
 */
export function generateReport(input: ReportInput): Report {
  const { generatedAt, application, url, sessions, otherSessions = [] } = input;
  const snapshots = selectSnapshots(input.snapshots, input.range, generatedAt);
  const verdict = verdictOf(snapshots, generatedAt, (period) => eventsOf(input, period).alerts);
  const { context, scored, findings, score, status } = verdict;
  const { period, wasm, memory, rendering, network } = context;
  const { experience } = scored;
  const events = eventsOf(input, period);
  const { benchmarks, benchmarksNote } = benchmarksOf(snapshots, scored, input);
  return compact<Report>({
    format: 'wasm-vitals-report',
    version: REPORT_VERSION,
    generatedAt,
    application,
    url,
    sessions,
    period,
    status,
    score,
    summary: summarise({ context, experience, findings, status, score }),
    findings,
    wasm,
    memory,
    rendering,
    network,
    experience: { ...experience, ...relationsOf([snapshots, ...otherSessions]) },
    trends: trendsOf(snapshots),
    ...{ benchmarks, benchmarksNote },
    opportunities: opportunitiesOf(context),
    ...events,
    recommendations: adviceOf({ findings, snapshots, ...events, now: period.to }),
    samples: sampleTable(snapshots),
  });
}
