import type { EpochMs, HistogramData, LongFrame, ReportFinding, Snapshot } from '@wasm-vitals/protocol';
import { seriesOf } from '../generate/series.js';
import { formatDuration, plural } from '../prose/quantity.js';
import { compact } from '../sections/distribution.js';
import { summariseCauses } from '../sections/rendering.js';
import { present, renderingOf, wasmOf } from '../sections/sections-of.js';
import { STALL } from './execution-findings.js';
import { spanInWords, type Candidate, type FindingContext } from './finding-context.js';
import { BLAME, causeInWords, longFramesIn, shareInWords } from './frame-blame.js';
import { findLevelShift } from './level-shift.js';

const MINUTE = 60_000;
const FEWEST_STALLS = 3;
const STALLS_PER_MINUTE = 0.5;

/** Frames of 200 ms and more: where Long Animation Frames are not to be had, the longest frame of each snapshot. */
function stallsIn(snapshots: readonly Snapshot[]): readonly LongFrame[] {
  return snapshots.flatMap((snapshot) => {
    const section = renderingOf(snapshot);
    const long = section?.longFrames.filter(({ duration }) => duration >= STALL) ?? [];
    const longest = section?.frameTime?.max ?? 0;
    if (long.length > 0 || longest < STALL || (section?.longFrames.length ?? 0) > 0) return long;
    return [{ timestamp: snapshot.timestamp, duration: longest, scripts: [] }];
  });
}

/** Time of the calls that took at least so long, from a histogram: the middle of each bucket stands for its calls. */
function timeOfLongCalls({ scale, indexes, counts }: HistogramData, atLeast: number): number {
  return indexes.reduce((sum, index, i) => {
    const middle = 2 ** ((index + 0.5) / 2 ** scale);
    return middle >= atLeast ? sum + middle * (counts[i] ?? 0) : sum;
  }, 0);
}

/** The export whose long calls fill most of the stalls, where no verdict says so. */
function exportOfStalls(snapshots: readonly Snapshot[], stalled: readonly LongFrame[], median: number) {
  const whole = stalled.reduce((sum, { duration }) => sum + duration, 0);
  const times = new Map<string, number>();
  const functions = present(snapshots, wasmOf).flatMap((section) => section.functions);
  for (const { name, kind, worker, histogram } of functions) {
    if (kind !== 'export' || worker !== undefined || !histogram) continue;
    times.set(name, (times.get(name) ?? 0) + timeOfLongCalls(histogram, BLAME * median));
  }
  const [name, time] = [...times].sort((a, b) => b[1] - a[1])[0] ?? [];
  return time !== undefined && time >= BLAME * whole ? name : undefined;
}

/** Where the stalls came from: the verdict of their frames, else an export that ran as long, else the script. */
function causeOfStalls(context: FindingContext, stalls: readonly LongFrame[], median: number) {
  const causes = summariseCauses(stalls).filter(({ cause }) => cause !== 'unknown');
  const top = causes[0];
  const name = exportOfStalls(context.steady, stalls, median);
  if (top?.cause === 'export' || name === undefined) return { causes, top };
  return { causes, top: { ...top, cause: 'export', name, share: top?.share ?? 1 } };
}

/** When stalls began to come: their number in each snapshot, where that rose; absent where they always came. */
function onsetOfStalls(context: FindingContext, found: readonly LongFrame[]): EpochMs | undefined {
  const counts = seriesOf(context.steady, (snapshot) => stallsIn([snapshot]).length);
  const shift = findLevelShift(counts, { worse: 'higher', ratio: 2, difference: 0.5, noise: 'difference' });
  if (shift?.since !== undefined)
    return found.find(({ timestamp }) => timestamp >= (shift.since ?? 0) - 5_000)?.timestamp;
  const first = found[0]?.timestamp;
  return first !== undefined && first - context.period.from > MINUTE / 4 ? first : undefined;
}

export function stalls(context: FindingContext): readonly Candidate[] {
  const found = stallsIn(context.steady);
  const minutes = context.period.visible / MINUTE;
  if (found.length < FEWEST_STALLS || minutes <= 0 || found.length / minutes < STALLS_PER_MINUTE) return [];
  const durations = found.map(({ duration }) => duration).sort((a, b) => a - b);
  const longest = durations.at(-1) ?? STALL;
  const median = durations[Math.floor(durations.length / 2)] ?? STALL;
  const lost = durations.reduce((sum, duration) => sum + duration, 0) / context.period.visible;
  const { causes, top } = causeOfStalls(context, found, median);
  const since = onsetOfStalls(context, found);
  const inExport = top?.cause === 'export';
  const where = top ? shareInWords(top, 'their time') : '';
  const sentence =
    `The page stalled ${plural(found.length, 'time')} for ${formatDuration(STALL)} or more (median ` +
    `${formatDuration(median)}, longest ${formatDuration(longest)})` +
    `${spanInWords(compact({ since }), context.period)}${where}; input waits that long, and each stall is seen.`;
  // Stalls own the lost frames only where they make up most of the long frames' time
  const longTime = longFramesIn(context.steady).reduce((sum, { duration }) => sum + duration, 0);
  const owns = durations.reduce((sum, duration) => sum + duration, 0) >= BLAME * longTime;
  return [
    {
      finding: compact<ReportFinding>({
        kind: 'stall',
        metric: 'rendering.frameTime.max',
        severity: longest >= 1_000 || lost > 0.2 ? 'critical' : 'warning',
        sentence,
        source: 'snapshots',
        since,
        after: longest,
        contributors:
          causes.length > 0
            ? causes.slice(0, 5).map((cause) => ({ name: causeInWords(cause), share: cause.share }))
            : undefined,
      }),
      impact: Math.min(1, 0.3 + lost * 3),
      lasting: true,
      // a slow export makes stalls; stalls of a script make every call that they interrupt look slow
      explains: [
        'jank',
        ...(owns ? (['input-latency', 'frame-rate-drop'] as const) : []),
        ...(owns && !inExport ? (['execution-slow'] as const) : []),
      ],
      independentOf: inExport ? [] : ['execution-slow', 'allocation-churn'],
    },
  ];
}
