import type { ReportFinding, Snapshot } from '@wasm-vitals/protocol';
import { medianOf } from '@wasm-vitals/analysis';
import { seriesOf, type Series } from '../generate/series.js';
import { formatBytes, formatNumber, quoteName } from '../prose/quantity.js';
import { compact } from '../sections/distribution.js';
import { renderingOf, wasmOf } from '../sections/sections-of.js';
import { spanInWords, within, type Candidate, type FindingContext } from './finding-context.js';
import { findLevelShift, type LevelShift } from './level-shift.js';
import { joinedBy } from './newcomers.js';

const MIB = 1_048_576;
const CHURN_RATIO = 2;
/** 0.5 MiB a second at 60 frames. */
const CHURN_PER_FRAME = 8_192;
const CHURN_PER_SECOND = 0.5 * MIB;
/** So much in each second is churn, whatever it was before. */
const CHURN_ALWAYS = 32 * MIB;

/**
 * Bytes that were handed out and taken back again between two snapshots, over `per` of the later one: the lesser of the
 * two, so that a leak, which only hands out, is not churn. A total that fell gives no reading.
 */
function churn(snapshots: readonly Snapshot[], per: (snapshot: Snapshot) => number): Series {
  let before: { allocated: number; freed: number } | undefined;
  return seriesOf(snapshots, (snapshot) => {
    const stats = wasmOf(snapshot)?.allocatorStats;
    if (!stats) return undefined;
    const last = before;
    before = { allocated: stats.totalAllocated, freed: stats.totalDeallocated };
    const units = per(snapshot);
    if (!last || !(units > 0)) return undefined;
    const allocated = before.allocated - last.allocated;
    const freed = before.freed - last.freed;
    return allocated < 0 || freed < 0 ? undefined : Math.min(allocated, freed) / units;
  });
}

const seconds = ({ interval }: Snapshot) => interval / 1_000;
const frames = (snapshot: Snapshot) => renderingOf(snapshot)?.frames ?? 0;

/** Churn per frame where frames are counted: a page that slows down allocates less per second, and no better. */
function churnShift(context: FindingContext): { readonly shift?: LevelShift; readonly unit: string } {
  const perFrame = churn(context.snapshots, frames);
  if (perFrame.values.length >= context.snapshots.length / 2) {
    const rule = { worse: 'higher', ratio: CHURN_RATIO, difference: CHURN_PER_FRAME } as const;
    return compact({ shift: findLevelShift(perFrame, rule), unit: 'per frame' });
  }
  const rule = { worse: 'higher', ratio: CHURN_RATIO, difference: CHURN_PER_SECOND } as const;
  return compact({ shift: findLevelShift(churn(context.snapshots, seconds), rule), unit: 'a second' });
}

const EXPLAINS = ['execution-slow', 'frame-rate-drop', 'jank', 'input-latency', 'fragmentation'] as const;

function alwaysChurning(context: FindingContext): readonly Candidate[] {
  const rate = medianOf(churn(context.snapshots, seconds).values);
  if (rate === undefined || rate < CHURN_ALWAYS) return [];
  return [
    {
      finding: {
        kind: 'allocation-churn',
        metric: 'wasm.allocatorStats.totalAllocated',
        severity: 'warning',
        sentence: `Allocation churn: WebAssembly allocates and frees ${formatBytes(rate)} a second throughout the period, while what stays live hardly changes.`,
        source: 'snapshots',
        after: rate,
      },
      impact: 0.3,
      explains: [],
    },
  ];
}

export function allocationChurn(context: FindingContext): readonly Candidate[] {
  const { shift, unit } = churnShift(context);
  if (!shift) return alwaysChurning(context);
  const joined = joinedBy(context.steady, shift);
  const perSecond = medianOf(churn(within(context.snapshots, shift), seconds).values) ?? 0;
  const times =
    Number.isFinite(shift.ratio) && shift.ratio < 1_000 ? `, ${formatNumber(shift.ratio)} times as much` : '';
  return [
    {
      finding: compact<ReportFinding>({
        kind: 'allocation-churn',
        metric: 'wasm.allocatorStats.totalAllocated',
        severity: 'warning',
        sentence:
          `Allocation churn: WebAssembly allocates and frees ${formatBytes(shift.after)} ${unit} instead of ` +
          `${formatBytes(shift.before)}${times}${spanInWords(shift, context.period)} (${formatBytes(perSecond)}/s), ` +
          `while what stays live hardly changes` +
          `${joined ? `; export ${quoteName(joined.name)} ${joined.words} as it began` : ''}.`,
        source: 'snapshots',
        since: shift.since,
        until: shift.until,
        before: shift.before,
        after: shift.after,
        contributors: joined && [{ name: joined.name, share: 1 }],
      }),
      impact: Math.min(0.7, 0.3 + Math.log2(Math.min(1_024, Math.max(1, shift.ratio))) / 20),
      explains: EXPLAINS,
    },
  ];
}
