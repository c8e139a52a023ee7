import type { ReportFinding, Snapshot } from '@wasm-vitals/protocol';
import { seriesOf, type Series } from '../generate/series.js';
import { formatBytes, formatNumber, quoteName } from '../prose/quantity.js';
import { compact } from '../sections/distribution.js';
import { wasmOf } from '../sections/sections-of.js';
import { spanInWords, type Candidate, type FindingContext } from './finding-context.js';
import { findLevelShift } from './level-shift.js';
import { joinedBy } from './newcomers.js';

const MIB = 1_048_576;
const CHURN_RATIO = 2;
const CHURN_DIFFERENCE = 0.5 * MIB;

/**
 * Bytes per second that were handed out and taken back again: the lesser of the two rates, so that a leak, which only
 * hands out, is not churn. A total that fell gives no reading.
 */
export function churnRate(snapshots: readonly Snapshot[]): Series {
  let before: { allocated: number; freed: number; time: number } | undefined;
  return seriesOf(snapshots, (snapshot) => {
    const stats = wasmOf(snapshot)?.allocatorStats;
    if (!stats) return undefined;
    const last = before;
    before = { allocated: stats.totalAllocated, freed: stats.totalDeallocated, time: snapshot.timestamp };
    if (!last || snapshot.timestamp <= last.time) return undefined;
    const allocated = before.allocated - last.allocated;
    const freed = before.freed - last.freed;
    if (allocated < 0 || freed < 0) return undefined;
    return (Math.min(allocated, freed) / (snapshot.timestamp - last.time)) * 1_000;
  });
}

export function allocationChurn(context: FindingContext): readonly Candidate[] {
  const shift = findLevelShift(churnRate(context.steady), {
    worse: 'higher',
    ratio: CHURN_RATIO,
    difference: CHURN_DIFFERENCE,
  });
  if (!shift) return [];
  const joined = joinedBy(context.steady, shift);
  const ratio =
    Number.isFinite(shift.ratio) && shift.ratio < 1_000 ? `, ${formatNumber(shift.ratio)} times` : '';
  return [
    {
      finding: compact<ReportFinding>({
        kind: 'allocation-churn',
        metric: 'wasm.allocatorStats.totalAllocated',
        severity: 'warning',
        sentence:
          `Allocation churn: WebAssembly allocates and frees ${formatBytes(shift.after)} a second instead of ` +
          `${formatBytes(shift.before)}${ratio}${spanInWords(shift, context.period)}, while what stays live hardly changes` +
          `${joined ? `; export ${quoteName(joined.name)} ${joined.words} as it began` : ''}.`,
        source: 'snapshots',
        since: shift.since,
        until: shift.until,
        before: shift.before,
        after: shift.after,
        contributors: joined && [{ name: joined.name, share: 1 }],
      }),
      impact: Math.min(0.7, 0.3 + Math.log2(Math.min(1_024, Math.max(1, shift.ratio))) / 20),
      explains: ['execution-slow', 'frame-rate-drop', 'jank', 'input-latency', 'fragmentation'],
    },
  ];
}
