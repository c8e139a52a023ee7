import {
  REPORT_VERSION,
  type EpochMs,
  type ExperienceReport,
  type Report,
  type Snapshot,
} from '@wasm-vitals/protocol';
import { steadySnapshots, type FindingContext } from '../findings/finding-context.js';
import { findAll } from '../findings/find.js';
import { memoryGrowthRates } from '../findings/growth-rates.js';
import { scoreOf } from '../score/score.js';
import type { ScoreInput } from '../score/score-table.js';
import { compact } from '../sections/distribution.js';
import { experienceSection } from '../sections/experience.js';
import { memoryReport } from '../sections/memory.js';
import { networkReport } from '../sections/network.js';
import { relationsOf } from '../sections/relations.js';
import { renderingReport } from '../sections/rendering.js';
import { wasmReport } from '../sections/wasm.js';
import { adviceOf } from './advice.js';
import { benchmarksOf } from './benchmarks.js';
import { opportunitiesOf } from './opportunities.js';
import type { ReportInput } from './report-input.js';
import { periodOf, selectSnapshots } from './select-range.js';
import { sampleTable } from './series.js';
import { statusOf, summarise } from './summary.js';
import { trendsOf } from './trends.js';

function contextOf(snapshots: readonly Snapshot[], generatedAt: EpochMs): FindingContext {
  return {
    snapshots,
    steady: steadySnapshots(snapshots),
    period: periodOf(snapshots, generatedAt),
    wasm: wasmReport(snapshots),
    memory: memoryReport(snapshots),
    rendering: renderingReport(snapshots),
    network: networkReport(snapshots),
  };
}

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
  const { generatedAt, application, url } = input;
  const snapshots = selectSnapshots(input.snapshots, input.range, generatedAt);
  const context = contextOf(snapshots, generatedAt);
  const { period, wasm, memory, rendering, network } = context;
  const section = experienceSection(snapshots);
  const experience: ExperienceReport = { ...section, ...relationsOf([snapshots]) };
  const scored: ScoreInput = {
    ...{ wasm, memory, rendering, network, experience },
    ...memoryGrowthRates(snapshots),
    visibleMinutes: period.visible / 60_000,
  };
  const events = eventsOf(input, period);
  const findings = findAll(context, events.alerts);
  const score = scoreOf(scored);
  const status = statusOf(findings, score, snapshots.length);
  const { benchmarks, benchmarksNote } = benchmarksOf(snapshots, scored, input);
  return compact<Report>({
    format: 'wasm-vitals-report',
    version: REPORT_VERSION,
    generatedAt,
    application,
    url,
    period,
    status,
    score,
    summary: summarise({ context, experience: section, findings, status, score }),
    findings,
    wasm,
    memory,
    rendering,
    network,
    experience,
    trends: trendsOf(snapshots),
    ...{ benchmarks, benchmarksNote },
    opportunities: opportunitiesOf(context),
    ...events,
    recommendations: adviceOf({ findings, snapshots, ...events, now: period.to }),
    samples: sampleTable(snapshots),
  });
}
