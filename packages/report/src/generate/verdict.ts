import type {
  Alert,
  EpochMs,
  ReportFinding,
  ReportScore,
  ReportStatus,
  Snapshot,
} from '@wasm-vitals/protocol';
import { findAll } from '../findings/find.js';
import { steadySnapshots, type FindingContext } from '../findings/finding-context.js';
import { memoryGrowthRates } from '../findings/growth-rates.js';
import { scoreOf } from '../score/score.js';
import type { ScoreInput } from '../score/score-table.js';
import { experienceSection } from '../sections/experience.js';
import { memoryReport } from '../sections/memory.js';
import { networkReport } from '../sections/network.js';
import { renderingReport } from '../sections/rendering.js';
import { wasmReport } from '../sections/wasm.js';
import { periodOf } from './select-range.js';
import { statusOf } from './summary.js';

/** What the snapshots of a period come to: all that decides how a session did. */
export interface Verdict {
  readonly context: FindingContext;
  readonly scored: ScoreInput;
  readonly findings: readonly ReportFinding[];
  readonly score: ReportScore;
  readonly status: ReportStatus;
}

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

/** Snapshots in order of time, and the alerts that were open in their period. */
export function verdictOf(
  snapshots: readonly Snapshot[],
  generatedAt: EpochMs,
  alertsIn: (period: FindingContext['period']) => readonly Alert[] = () => [],
): Verdict {
  const context = contextOf(snapshots, generatedAt);
  const { period, wasm, memory, rendering, network } = context;
  const scored: ScoreInput = {
    ...{ wasm, memory, rendering, network, experience: experienceSection(snapshots) },
    ...memoryGrowthRates(snapshots),
    visibleMinutes: period.visible / 60_000,
  };
  const findings = findAll(context, alertsIn(period));
  const score = scoreOf(scored);
  return { context, scored, findings, score, status: statusOf(findings, score, snapshots.length) };
}
