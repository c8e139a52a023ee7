import type { ReportFinding } from '@wasm-vitals/protocol';
import { metricSeries, seriesOf } from '../generate/series.js';
import { formatBytes, formatDuration, formatPercent, plural, quoteName } from '../prose/quantity.js';
import { compact } from '../sections/distribution.js';
import { liveBytes, reservedBytes, summariseGrowth } from '../sections/memory.js';
import { present, wasmOf } from '../sections/sections-of.js';
import { markAt, spanInWords, within, type Candidate, type FindingContext } from './finding-context.js';
import { afterCollections, findGrowth, sinceLastCollection, type GrowthStretch } from './growth-stretch.js';
import { findLevelShift } from './level-shift.js';
import { joinedBy, moduleName } from './newcomers.js';

const MIB = 1_048_576;
/** Growth that matters: this share of where it began, and this many bytes. */
const LEAK_SHARE = 0.08;
const LEAK_BYTES = 0.5 * MIB;
const HEAP_LEAK_SHARE = 0.2;
const HEAP_LEAK_BYTES = 4 * MIB;
/** Shorter rises are warm-up or a dataset. */
const LEAK_TIME = 30_000;
/** A heap that rises from the start of the page must do so for longer: code, caches and pools fill for a while. */
const HEAP_WARM_UP = 180_000;
const SOON = 10 * 60_000;
/** A leak is critical that made so many times as much of what was there, and by so many bytes. */
const GRAVE_LEAKS = [
  { ratio: 2, bytes: 64 * MIB },
  { ratio: 3, bytes: 16 * MIB },
] as const;

function isGrave({ first, last }: GrowthStretch): boolean {
  return GRAVE_LEAKS.some(({ ratio, bytes }) => last >= ratio * first && last - first >= bytes);
}

function matters(growth: GrowthStretch | undefined, share: number, bytes: number): growth is GrowthStretch {
  if (!growth || growth.duration < LEAK_TIME) return false;
  const rise = growth.last - growth.first;
  return rise >= bytes && rise >= growth.first * share;
}

/** From the very start and over before the end: the page filled its caches. A rise that stops later was stopped. */
const isWarmUp = ({ since, until }: GrowthStretch) => since === undefined && until !== undefined;

function rateInWords({ rate }: GrowthStretch): string {
  const [each, low, high] = [rate.perMinute, rate.low, rate.high].map((bytes) =>
    formatBytes(Math.max(0, bytes)),
  );
  return each === low && each === high ? `${each}/min` : `${each}/min, 95 % CI ${low} to ${high}`;
}

/** Where the growth happened: the exports that ran as memory grew, the module that holds it, or what began with it. */
function sourceOf(context: FindingContext, growth: GrowthStretch) {
  const span = within(context.snapshots, growth);
  const events = summariseGrowth(present(span, wasmOf).flatMap((section) => section.growth));
  const whole = events.reduce((sum, event) => sum + event.bytes, 0);
  const contributors = events.flatMap(({ during, bytes }) =>
    during !== undefined && whole > 0 ? [{ name: during, share: bytes / whole }] : [],
  );
  const top = contributors[0];
  const joined = joinedBy(context.steady, growth);
  const where = top
    ? `${formatPercent(top.share)} of the reserved growth came inside export ${quoteName(top.name)}`
    : joined && `export ${quoteName(joined.name)} ${joined.words} as it began`;
  return { contributors, where, module: grownModule(context, growth) };
}

/** The module whose live bytes (or reserved bytes) grew most between the ends of the stretch. */
function grownModule(context: FindingContext, growth: GrowthStretch): string | undefined {
  const sections = present(within(context.snapshots, growth), wasmOf);
  const first = sections[0];
  const last = sections.at(-1);
  if (!first || !last) return undefined;
  const sizeOf = (section: typeof first, id: string) =>
    (section.modules.find((module) => module.id === id)?.memories ?? []).reduce(
      (sum, memory) => sum + (memory.live ?? memory.reserved),
      0,
    );
  const grown = last.modules
    .map((module) => ({ id: module.id, bytes: sizeOf(last, module.id) - sizeOf(first, module.id) }))
    .sort((a, b) => b.bytes - a.bytes)[0];
  const id =
    grown && grown.bytes > 0 ? grown.id : last.modules.length === 1 ? last.modules[0]?.id : undefined;
  return moduleName(last.modules, id);
}

function leakFinding(context: FindingContext, growth: GrowthStretch, metric: string): Candidate {
  const { contributors, where, module } = sourceOf(context, growth);
  const isLive = metric === 'wasm.heapSize';
  const what = isLive ? 'Live memory' : 'Linear memory';
  const of = module === undefined ? '' : ` of module ${quoteName(module)}`;
  const { timeToLimit } = context.memory;
  const reserved = seriesOf(within(context.snapshots, growth), reservedBytes).values;
  const [from = 0, to = 0] = [reserved[0], reserved.at(-1)];
  const along =
    isLive && to - from >= LEAK_BYTES
      ? `; linear memory went from ${formatBytes(from)} to ${formatBytes(to)}`
      : '';
  const limit = timeToLimit !== undefined && timeToLimit < SOON && growth.until === undefined;
  const sentence =
    `${what}${of} grew steadily from ${formatBytes(growth.first)} to ${formatBytes(growth.last)} in ` +
    `${formatDuration(growth.duration)} (${rateInWords(growth)})${spanInWords(growth, context.period)}${along}` +
    `${where ? `; ${where}` : ''}: a memory leak in WebAssembly` +
    `${limit ? `, which reaches the limit in about ${formatDuration(timeToLimit)}` : ''}.`;
  const ratio = growth.last / Math.max(1, growth.first);
  return {
    finding: compact<ReportFinding>({
      kind: 'memory-leak',
      metric,
      severity: limit || isGrave(growth) ? 'critical' : 'warning',
      sentence,
      source: 'snapshots',
      since: growth.since,
      until: growth.until,
      before: growth.first,
      after: growth.last,
      rate: growth.rate,
      contributors: contributors.length > 0 ? contributors : undefined,
    }),
    impact: Math.min(1, 0.4 + 0.2 * Math.log2(ratio)),
    explains: ['memory-limit', 'fragmentation', 'allocation-churn'],
  };
}

/** Live bytes where an allocator can be read; else reserved memory, if it grew at least three times and to the end. */
export function linearLeak(context: FindingContext): readonly Candidate[] {
  const live = seriesOf(context.snapshots, liveBytes);
  if (live.values.length >= 6) {
    const growth = findGrowth(live, LEAK_BYTES / 8);
    const found = matters(growth, LEAK_SHARE, LEAK_BYTES) && !isWarmUp(growth);
    return found ? [leakFinding(context, growth, 'wasm.heapSize')] : [];
  }
  const reserved = seriesOf(context.snapshots, reservedBytes);
  const steps = reserved.values.slice(1).map((value, i) => Math.abs(value - (reserved.values[i] ?? value)));
  const rises = steps.filter((step) => step > 0).length;
  // Pages come in stairs: noise of a stair's height keeps each stair from being a level of its own
  const growth = findGrowth(reserved, Math.max(LEAK_BYTES / 8, ...steps) / 3);
  const found = rises >= 3 && matters(growth, LEAK_SHARE, LEAK_BYTES) && !isWarmUp(growth);
  return found ? [leakFinding(context, growth, 'wasm.memoryUsage')] : [];
}

/** Growth that no collection took anything from must be so many times what the greatest one took before. */
const BEYOND_GARBAGE = 3;

/**
 * Growth of what collections leave; else, since none came by any more, of the heap itself, if it at least doubled and
 * grew by too much for garbage.
 */
function heapGrowth(context: FindingContext): { growth: GrowthStretch; collected: boolean } | undefined {
  const heap = metricSeries(context.snapshots, 'memory.jsHeapUsed');
  const kept = afterCollections(heap);
  const left = kept && findGrowth(kept, HEAP_LEAK_BYTES / 4);
  const { series, given } = sinceLastCollection(heap);
  const rise = findGrowth(series, HEAP_LEAK_BYTES / 4);
  const start = series.times[0];
  const isTail = start !== undefined && start !== heap.times[0];
  const raw = rise && isTail ? { since: start, ...rise } : rise;
  const most = Math.max(32 * MIB, BEYOND_GARBAGE * given);
  const fromStart = (growth: GrowthStretch) =>
    context.snapshots[0]?.sequence === 0 && growth.since === undefined && growth.duration < HEAP_WARM_UP;
  const isLeft = matters(left, HEAP_LEAK_SHARE, HEAP_LEAK_BYTES) && !isWarmUp(left) && !fromStart(left);
  const isRaw = matters(raw, 1, most) && !(kept === undefined && isWarmUp(raw)) && !fromStart(raw);
  // Both can hold, of one leak: the one that saw more of it tells it
  if (isRaw && !(isLeft && left.last - left.first > raw.last - raw.first))
    return { growth: raw, collected: false };
  return isLeft ? { growth: left, collected: true } : undefined;
}

export function heapLeak(context: FindingContext): readonly Candidate[] {
  const found = heapGrowth(context);
  if (!found) return [];
  const { growth, collected } = found;
  const { reserved } = context.memory;
  const linear =
    reserved && reserved.change < 0.05 * reserved.first
      ? ` while linear memory stayed at ${formatBytes(reserved.last)}`
      : '';
  const ratio = growth.last / Math.max(1, growth.first);
  const sentence =
    `The JS heap${collected ? ' after garbage collection' : ''} grew from ${formatBytes(growth.first)} to ` +
    `${formatBytes(growth.last)} in ${formatDuration(growth.duration)} (${rateInWords(growth)})` +
    `${spanInWords(growth, context.period)}${collected ? '' : ', and no garbage collection gave any of it back'}${linear}: a leak in JavaScript, not in WebAssembly.`;
  return [
    {
      finding: compact<ReportFinding>({
        kind: 'heap-leak',
        metric: 'memory.jsHeapUsed',
        severity: isGrave(growth) ? 'critical' : 'warning',
        sentence,
        source: 'snapshots',
        since: growth.since,
        until: growth.until,
        before: growth.first,
        after: growth.last,
        rate: growth.rate,
      }),
      impact: Math.min(1, 0.4 + 0.2 * Math.log2(ratio)),
      explains: [],
    },
  ];
}

/** A jump that stayed: a dataset, a second instance, or a buffer that was never given back. */
export function memoryStep(context: FindingContext): readonly Candidate[] {
  const reserved = seriesOf(context.snapshots, reservedBytes);
  const shift = findLevelShift(reserved, { worse: 'higher', ratio: 1.5, difference: 8 * MIB });
  // A leak is a stair of such steps, and says more
  if (!shift || shift.since === undefined || linearLeak(context).length > 0) return [];
  const events = present(within(context.snapshots, shift), wasmOf).flatMap((section) => section.growth);
  const top = summariseGrowth(events)[0];
  const mark = markAt(context.snapshots, shift.since);
  const sentence =
    `Linear memory rose from ${formatBytes(shift.before)} to ${formatBytes(shift.after)}` +
    `${spanInWords(shift, context.period)}` +
    `${top?.during ? `, inside export ${quoteName(top.during)}` : ''}` +
    `${mark ? `, as the page marked ${quoteName(mark)}` : ''}; linear memory is never given back.`;
  return [
    {
      finding: compact<ReportFinding>({
        kind: 'memory-step',
        metric: 'wasm.memoryUsage',
        severity: mark ? 'info' : 'warning',
        sentence,
        source: 'snapshots',
        since: shift.since,
        before: shift.before,
        after: shift.after,
      }),
      impact: 0.3,
      explains: ['memory-limit'],
    },
  ];
}

/** Forecast or present shortage of linear memory. */
export function memoryLimit(context: FindingContext): readonly Candidate[] {
  const { headroom, timeToLimit, reserved } = context.memory;
  const scarce = headroom !== undefined && reserved && headroom < 0.1 * (headroom + reserved.last);
  const soon = timeToLimit !== undefined && timeToLimit < SOON;
  if (!scarce && !soon) return [];
  const left = headroom === undefined ? '' : `${formatBytes(headroom)} are left to the declared maximum`;
  const when = soon ? `memory runs out in about ${formatDuration(timeToLimit)} at the present rate` : '';
  const sentence = `${[left, when].filter(Boolean).join('; ')}.`;
  return [
    {
      finding: {
        kind: 'memory-limit',
        metric: soon ? 'memory.timeToLimit' : 'memory.headroom',
        severity: 'critical',
        sentence: sentence.charAt(0).toUpperCase() + sentence.slice(1),
        source: 'snapshots',
      },
      impact: 0.9,
      explains: [],
    },
  ];
}

export function fragmentation(context: FindingContext): readonly Candidate[] {
  const series = metricSeries(context.snapshots, 'wasm.allocatorStats.fragmentationRatio');
  const first = series.values[0];
  const last = series.values.at(-1);
  if (first === undefined || last === undefined || last < 0.5 || last - first < 0.15) return [];
  const readings = plural(series.values.length, 'reading');
  return [
    {
      finding: {
        kind: 'fragmentation',
        metric: 'wasm.allocatorStats.fragmentationRatio',
        severity: 'warning',
        sentence: `Free linear memory became scattered: fragmentation rose from ${formatPercent(first)} to ${formatPercent(last)} over ${readings}.`,
        source: 'snapshots',
        before: first,
        after: last,
      },
      impact: 0.2,
      explains: [],
    },
  ];
}
