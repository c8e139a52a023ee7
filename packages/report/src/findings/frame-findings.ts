import { mainThreadTime } from '@wasm-vitals/analysis';
import type {
  EpochMs,
  FunctionSummary,
  HistogramData,
  LongFrame,
  LongFrameCause,
  ReportFinding,
  Snapshot,
} from '@wasm-vitals/protocol';
import { metricSeries, seriesOf } from '../generate/series.js';
import { formatDuration, formatNumber, formatPercent, plural, quoteName } from '../prose/quantity.js';
import { compact, latencyOf } from '../sections/distribution.js';
import { summariseCauses, USUAL_REFRESH_RATE } from '../sections/rendering.js';
import { present, renderingOf, wasmOf } from '../sections/sections-of.js';
import {
  isStartUp,
  outside,
  spanInWords,
  within,
  type Candidate,
  type FindingContext,
} from './finding-context.js';
import { STALL } from './execution-findings.js';
import { findLevelShift, type LevelShift } from './level-shift.js';

const DROP_RATIO = 0.85;
const DROP_FPS = 4;
/** WebAssembly is to blame where it fills this share of a frame (or of what was added to it). */
const BLAME = 0.5;
const MINUTE = 60_000;

interface FrameBudget {
  /** Mean time between frames, and of WebAssembly in it, ms. */
  readonly frame: number;
  readonly wasm: number;
}

function budgetOf(snapshots: readonly Snapshot[]): FrameBudget | undefined {
  let frames = 0;
  let length = 0;
  let wasm = 0;
  for (const snapshot of snapshots) {
    const count = renderingOf(snapshot)?.frames ?? 0;
    if (count === 0) continue;
    frames += count;
    length += snapshot.interval * snapshot.visibility;
    const section = wasmOf(snapshot);
    wasm += section ? mainThreadTime(section) : 0;
  }
  return frames > 0 ? { frame: length / frames, wasm: wasm / frames } : undefined;
}

/** Called by the page itself, from JavaScript: what workers call holds up no frame. */
function isOfMainThread({ kind, worker }: FunctionSummary): boolean {
  return worker === undefined && (kind === 'export' || kind === 'table');
}

/** Names of causes for people, where they are not a script's or an export's. */
const CAUSES: Readonly<Record<string, string>> = {
  'memory-growth': 'growth of linear memory',
  layout: 'style and layout',
  'garbage-collection': 'garbage collection',
  gpu: 'the GPU',
  unknown: 'a cause that was not measured',
};

export function causeInWords({ cause, name }: Pick<LongFrameCause, 'cause' | 'name'>): string {
  if (cause === 'export') return name === undefined ? 'a WebAssembly export' : `export ${quoteName(name)}`;
  if (cause === 'script') return name === undefined ? 'script' : `script ${quoteName(name)}`;
  return CAUSES[cause] ?? quoteName(cause);
}

/** `, mostly in …` only where that is true of more than half. */
function shareInWords(cause: Pick<LongFrameCause, 'cause' | 'name' | 'share'>, of: string): string {
  const share = formatPercent(cause.share);
  return cause.share > BLAME
    ? `, mostly in ${causeInWords(cause)} (${share} of ${of})`
    : `; of ${of}, the greatest part that is known is ${causeInWords(cause)} (${share})`;
}

function longFramesIn(snapshots: readonly Snapshot[]): readonly LongFrame[] {
  return present(snapshots, renderingOf).flatMap((section) => section.longFrames);
}

interface Blame {
  readonly inWasm: boolean;
  readonly words: string;
  readonly contributors: ReportFinding['contributors'];
}

/** Who takes the frame: WebAssembly (which export) or what runs outside of it (which script). */
function blameFor(context: FindingContext, bad: readonly Snapshot[], good: readonly Snapshot[]): Blame {
  const now = budgetOf(bad);
  const before = budgetOf(good);
  if (!now) return { inWasm: false, words: '', contributors: undefined };
  const added = before ? now.frame - before.frame : now.frame;
  const addedWasm = before ? now.wasm - before.wasm : now.wasm;
  const inWasm = now.wasm / now.frame >= BLAME || (before !== undefined && addedWasm >= BLAME * added);
  const frame = formatDuration(now.frame);
  if (inWasm) {
    const top = context.wasm.functions.find(isOfMainThread);
    const name = top ? `, ${formatPercent(top.share)} of it in export ${quoteName(top.name)}` : '';
    return {
      inWasm,
      words: `WebAssembly takes ${formatDuration(now.wasm)} of each ${frame} frame${name}`,
      contributors: top && [{ name: top.name, share: top.share }],
    };
  }
  const causes = summariseCauses(longFramesIn(bad)).filter(({ cause }) => cause !== 'unknown');
  const top = causes[0];
  const mostly = top ? shareInWords(top, "the long frames' time") : '';
  const wasm = now.wasm > 0 ? `only ${formatDuration(now.wasm)}` : 'nothing';
  return {
    inWasm,
    words: `WebAssembly takes ${wasm} of each ${frame} frame, so the time is lost outside of it${mostly}`,
    contributors: causes.slice(0, 5).map((cause) => ({ name: causeInWords(cause), share: cause.share })),
  };
}

function dropFinding(context: FindingContext, shift: LevelShift): Candidate {
  const bad = within(context.steady, shift);
  const blame = blameFor(context, bad, outside(context.steady, shift));
  const refresh = context.rendering.refreshRate;
  const display = refresh === undefined ? '' : ` on a ${formatNumber(Math.round(refresh))} Hz display`;
  const sentence =
    `The frame rate fell from ${formatNumber(shift.before)} to ${formatNumber(shift.after)} frames/s${display}` +
    `${spanInWords(shift, context.period)}${blame.words ? `; ${blame.words}` : ''}.`;
  return {
    finding: compact<ReportFinding>({
      kind: 'frame-rate-drop',
      metric: 'rendering.fps',
      severity: shift.ratio < 0.5 ? 'critical' : 'warning',
      sentence,
      source: 'snapshots',
      since: shift.since,
      until: shift.until,
      before: shift.before,
      after: shift.after,
      contributors: blame.contributors,
    }),
    impact: Math.min(1, 1 - shift.ratio + 0.1),
    explains: ['jank', 'input-latency'],
    independentOf: blame.inWasm ? [] : ['execution-slow', 'allocation-churn'],
  };
}

/** Slow from the start: half of the frames miss a refresh, though the page keeps asking for them. */
function alwaysSlow(context: FindingContext): readonly Candidate[] {
  const { frameTime, frames, longFrames } = context.rendering;
  const refresh = context.rendering.refreshRate ?? USUAL_REFRESH_RATE;
  const span = context.period.visible / MINUTE;
  if (!frameTime || frames < 120 || span <= 0) return [];
  const budget = budgetOf(context.steady);
  const busy = longFrames / span >= 6 || (budget !== undefined && budget.wasm >= BLAME * budget.frame);
  if (frameTime.p50 < 1_500 / refresh || !busy) return [];
  const blame = blameFor(context, context.steady, []);
  const sentence =
    `Half of the frames take ${formatDuration(frameTime.p50)} or more throughout the period, where the display asks ` +
    `for one each ${formatDuration(1_000 / refresh)}; ${blame.words}.`;
  return [
    {
      finding: compact<ReportFinding>({
        kind: 'frame-rate-drop',
        metric: 'rendering.frameTime.p95',
        severity: frameTime.p50 > 4_000 / refresh ? 'critical' : 'warning',
        sentence,
        source: 'snapshots',
        after: frameTime.p50,
        contributors: blame.contributors,
      }),
      impact: 0.6,
      explains: ['jank', 'input-latency'],
      independentOf: blame.inWasm ? [] : ['execution-slow', 'allocation-churn'],
    },
  ];
}

export function frameRateDrop(context: FindingContext): readonly Candidate[] {
  const shift = findLevelShift(metricSeries(context.steady, 'rendering.fps'), {
    worse: 'lower',
    ratio: DROP_RATIO,
    difference: DROP_FPS,
  });
  if (!shift || isStartUp(shift, context)) return alwaysSlow(context);
  if (isIdle(context, shift)) return [];
  return [dropFinding(context, shift)];
}

/** A page that renders on demand presents fewer frames and misses none: its frames do not take longer. */
function isIdle(context: FindingContext, shift: LevelShift): boolean {
  const bad = within(context.steady, shift);
  const refresh = context.rendering.refreshRate ?? USUAL_REFRESH_RATE;
  const times = present(bad, renderingOf).map((section) => section.frameTime);
  const p50 = latencyOf(times)?.p50;
  return p50 !== undefined && p50 < 1_250 / refresh && longFramesIn(bad).length === 0;
}

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
