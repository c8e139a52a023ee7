import type {
  FunctionStats,
  FunctionSummary,
  HistogramData,
  ReportFinding,
  Snapshot,
} from '@wasm-vitals/protocol';
import { seriesOf, type Series } from '../generate/series.js';
import { formatDuration, formatNumber, formatPercent, plural, quoteName } from '../prose/quantity.js';
import { compact, latencyOf } from '../sections/distribution.js';
import { present, wasmOf } from '../sections/sections-of.js';
import {
  markAt,
  outside,
  spanInWords,
  within,
  type Candidate,
  type FindingContext,
} from './finding-context.js';
import { findLevelShift, type LevelShift } from './level-shift.js';
import { moduleName } from './newcomers.js';

/** Calls this long are stalls, and counted as such: they do not make an export slow. */
export const STALL = 200;
/** Slower by less than this, or costing less than this many ms in a second (2 % of a core), nobody notices. */
const SLOW_RATIO = 1.3;
const SLOW_COST = 20;
const MOST_EXPORTS = 12;
const FEWEST_CALLS = 3;

/** Mean of the calls below `STALL`, from a histogram: the middle of each bucket stands for its calls. */
function meanWithoutStalls(data: HistogramData): number | undefined {
  let sum = 0;
  let count = data.zeroCount;
  data.indexes.forEach((index, i) => {
    const middle = 2 ** ((index + 0.5) / 2 ** data.scale);
    if (middle >= STALL) return;
    sum += middle * (data.counts[i] ?? 0);
    count += data.counts[i] ?? 0;
  });
  return count > 0 ? sum / count : undefined;
}

function callTime(stats: FunctionStats): number | undefined {
  if (stats.calls < FEWEST_CALLS) return stats.calls > 0 ? stats.totalTime / stats.calls : undefined;
  const { histogram } = stats;
  if (histogram?.max !== undefined && histogram.max >= STALL) return meanWithoutStalls(histogram);
  return stats.totalTime / stats.calls;
}

const isSame = (summary: FunctionSummary) => (stats: FunctionStats) =>
  stats.name === summary.name &&
  stats.kind === summary.kind &&
  stats.module === summary.module &&
  stats.worker === summary.worker;

function callTimes(snapshots: readonly Snapshot[], summary: FunctionSummary): Series {
  return seriesOf(snapshots, (snapshot) => {
    const stats = wasmOf(snapshot)?.functions.find(isSame(summary));
    return stats && callTime(stats);
  });
}

/** Slow from the start and over before the end: the page warmed up or its work became lighter, and neither is a fault. */
const becameFaster = ({ since, until }: LevelShift) => since === undefined && until !== undefined;

interface SlowExport {
  readonly summary: FunctionSummary;
  readonly shift: LevelShift;
  /** Time lost to the slow-down, ms in a second of the bad stretch. */
  readonly cost: number;
}

function slowExport(context: FindingContext, summary: FunctionSummary): readonly SlowExport[] {
  const times = callTimes(context.steady, summary);
  const shift = findLevelShift(times, { worse: 'higher', ratio: SLOW_RATIO, difference: 0.001 });
  if (!shift || becameFaster(shift)) return [];
  const bad = within(context.steady, shift);
  const seconds = bad.reduce((sum, snapshot) => sum + snapshot.interval, 0) / 1_000;
  const calls = present(bad, wasmOf)
    .flatMap((section) => section.functions.filter(isSame(summary)))
    .reduce((sum, stats) => sum + stats.calls, 0);
  // a mean that stands for calls which were not timed can add up to more than the time there was
  const cost = seconds > 0 ? Math.min(1_000, ((shift.after - shift.before) * calls) / seconds) : 0;
  return cost >= SLOW_COST ? [{ summary, shift, cost }] : [];
}

const insideWasm = ({ kind }: FunctionSummary) => kind === 'export' || kind === 'table';

function p95Within(context: FindingContext, { summary }: SlowExport, snapshots: readonly Snapshot[]) {
  const stats = present(snapshots, wasmOf).flatMap((section) => section.functions.filter(isSame(summary)));
  return latencyOf(stats.map(({ histogram }) => histogram))?.p95;
}

function slowSentence(context: FindingContext, slow: SlowExport, others: readonly SlowExport[]): string {
  const { summary, shift } = slow;
  const module = moduleName(context.wasm.modules, summary.module);
  const before = p95Within(context, slow, outside(context.steady, shift));
  const after = p95Within(context, slow, within(context.steady, shift));
  // percentiles of the few calls that were timed may tell another tale than the mean of all: then they are no evidence
  const p95 =
    before !== undefined && after !== undefined && before > 0 && after > before
      ? `, p95 ${formatDuration(before)} to ${formatDuration(after)}`
      : '';
  const whole = [slow, ...others].reduce((sum, { cost }) => sum + cost, 0);
  const share = others.length > 0 ? ` and makes up ${formatPercent(slow.cost / whole)} of the lost time` : '';
  const mark = markAt(context.snapshots, shift.since);
  return (
    `Export ${quoteName(summary.name)}${module === undefined ? '' : ` of module ${quoteName(module)}`} became ` +
    `${formatNumber(shift.ratio)} times slower: ${formatDuration(shift.before)} to ${formatDuration(shift.after)} ` +
    `a call${p95}${spanInWords(shift, context.period)}; this costs ${formatDuration(slow.cost)} in each second${share}` +
    `${mark === undefined ? '' : `. The page marked ${quoteName(mark)} as it began`}.`
  );
}

/** Exports whose calls take longer than they did; nested ones count once, under the one that costs most. */
export function slowExports(context: FindingContext): readonly Candidate[] {
  const slow = context.wasm.functions
    .filter(insideWasm)
    .slice(0, MOST_EXPORTS)
    .flatMap((summary) => slowExport(context, summary))
    .sort((a, b) => b.cost - a.cost);
  const [worst, ...others] = slow;
  if (!worst) return [];
  const whole = slow.reduce((sum, { cost }) => sum + cost, 0);
  const { shift } = worst;
  const isMarked = markAt(context.snapshots, shift.since) !== undefined;
  const impact = Math.min(1, worst.cost / 500 + Math.log2(shift.ratio) / 10);
  return [
    {
      finding: compact<ReportFinding>({
        kind: 'execution-slow',
        metric: 'wasm.executionStats.avgExecutionTime',
        severity: isMarked ? 'info' : worst.cost >= 250 ? 'critical' : 'warning',
        sentence: slowSentence(context, worst, others),
        source: 'snapshots',
        since: shift.since,
        until: shift.until,
        before: shift.before,
        after: shift.after,
        contributors: slow.map(({ summary, cost }) => ({ name: summary.name, share: cost / whole })),
      }),
      impact,
      explains: ['execution-ramp', 'frame-rate-drop', 'jank', 'input-latency', 'stall'],
    },
  ];
}

export function traps(context: FindingContext): readonly Candidate[] {
  const found = context.wasm.traps;
  const top = found[0];
  if (!top) return [];
  const count = found.reduce((sum, trap) => sum + trap.count, 0);
  const where = top.export === undefined ? '' : ` in export ${quoteName(top.export)}`;
  return [
    {
      finding: {
        kind: 'trap',
        metric: 'wasm.executionStats.errors',
        severity: 'critical',
        sentence: `WebAssembly trapped ${plural(count, 'time')}, most often with “${quoteName(top.kind).slice(1, -1)}”${where}; the state of the instance can't be relied on after a trap.`,
        source: 'snapshots',
        after: count,
      },
      impact: 1,
      explains: [],
    },
  ];
}
