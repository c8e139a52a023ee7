import type { ReportFinding } from '@wasm-vitals/protocol';
import { metricSeries, type Series } from '../generate/series.js';
import { formatDuration, formatNumber } from '../prose/quantity.js';
import { compact, latencyOf } from '../sections/distribution.js';
import { USUAL_REFRESH_RATE } from '../sections/rendering.js';
import { present, renderingOf } from '../sections/sections-of.js';
import {
  isStartUp,
  outside,
  spanInWords,
  within,
  type Candidate,
  type FindingContext,
} from './finding-context.js';
import { BLAME, blameFor, budgetOf, longFramesIn } from './frame-blame.js';
import { findGrowth, type GrowthStretch } from './growth-stretch.js';
import { findLevelShift, type LevelShift } from './level-shift.js';

const DROP_RATIO = 0.85;
const DROP_FPS = 4;
const MINUTE = 60_000;

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

/** Frames that take longer and longer: each second does a little more than the one before. */
const RAMP = { ratio: 1.3, ms: 5, duration: 30_000 } as const;

/** Time of a frame, ms. */
function frameLengths(context: FindingContext): Series {
  const fps = metricSeries(context.steady, 'rendering.fps');
  const moving = fps.values
    .map((value, i) => [fps.times[i] ?? 0, value] as const)
    .filter(([, value]) => value >= 1);
  return { times: moving.map(([time]) => time), values: moving.map(([, value]) => 1_000 / value) };
}

function findRamp(lengths: Series): GrowthStretch | undefined {
  const growth = findGrowth(lengths, 1);
  if (!growth || growth.until !== undefined || growth.duration < RAMP.duration) return undefined;
  const { first, last } = growth;
  return last < first * RAMP.ratio || last - first < RAMP.ms ? undefined : growth;
}

/** Whether frames that grow all along tell the readings better than a level that ends and another one. */
function fitsBetter({ times, values }: Series, growth: GrowthStretch, shift: LevelShift): boolean {
  const start = growth.since ?? times[0] ?? 0;
  const onLine = (time: number) =>
    growth.first + (growth.last - growth.first) * Math.max(0, (time - start) / growth.duration);
  const inShift = (time: number) => time >= (shift.since ?? -Infinity) && time <= (shift.until ?? Infinity);
  const onLevel = (time: number) => 1_000 / (inShift(time) ? shift.after : shift.before);
  const missed = (fit: (time: number) => number) =>
    times.reduce((sum, time, i) => sum + Math.abs((values[i] ?? 0) - fit(time)), 0);
  return missed(onLine) < missed(onLevel);
}

function rampFinding(context: FindingContext, growth: GrowthStretch): Candidate {
  const { first, last, duration, rate, since } = growth;
  const span = context.steady.filter(({ timestamp }) => timestamp >= (since ?? -Infinity));
  const third = Math.ceil(span.length / 3);
  const blame = blameFor(context, span.slice(-third), span.slice(0, third));
  const each = [rate.perMinute, rate.low, rate.high].map((value) => formatDuration(Math.max(0, value)));
  const sentence =
    `Frames take longer and longer: ${formatDuration(first)} to ${formatDuration(last)} each in ` +
    `${formatDuration(duration)} (${each[0] ?? ''} more a minute, 95 % CI ${each[1] ?? ''} to ${each[2] ?? ''})` +
    `${spanInWords(growth, context.period)}, which is ${formatNumber(1_000 / first)} to ${formatNumber(1_000 / last)} frames/s; ${blame.words}.`;
  return {
    finding: compact<ReportFinding>({
      kind: 'frame-rate-drop',
      metric: 'rendering.fps',
      severity: last > 2 * first ? 'critical' : 'warning',
      sentence,
      source: 'snapshots',
      since,
      before: 1_000 / first,
      after: 1_000 / last,
      contributors: blame.contributors,
    }),
    impact: Math.min(1, 1.1 - first / last),
    explains: ['jank', 'input-latency'],
    independentOf: blame.inWasm ? [] : ['execution-slow', 'allocation-churn'],
  };
}

export function frameRateDrop(context: FindingContext): readonly Candidate[] {
  const lengths = frameLengths(context);
  const growth = findRamp(lengths);
  const found = findLevelShift(metricSeries(context.steady, 'rendering.fps'), {
    worse: 'lower',
    ratio: DROP_RATIO,
    difference: DROP_FPS,
  });
  const shift = found && !isStartUp(found, context) ? found : undefined;
  if (growth && (!shift || fitsBetter(lengths, growth, shift))) return [rampFinding(context, growth)];
  if (!shift) return alwaysSlow(context);
  return isIdle(context, shift) ? [] : [dropFinding(context, shift)];
}

/** A page that renders on demand presents fewer frames and misses none: its frames do not take longer. */
function isIdle(context: FindingContext, shift: LevelShift): boolean {
  const bad = within(context.steady, shift);
  const refresh = context.rendering.refreshRate ?? USUAL_REFRESH_RATE;
  const times = present(bad, renderingOf).map((section) => section.frameTime);
  const p50 = latencyOf(times)?.p50;
  return p50 !== undefined && p50 < 1_250 / refresh && longFramesIn(bad).length === 0;
}
