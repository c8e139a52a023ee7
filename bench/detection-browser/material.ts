import type { Tick } from '@wasm-vitals/protocol';
import type { Kind } from './kinds.js';

type Read = (tick: Tick) => number | undefined;

/**
 * Whether a fault reached what it is named for, by the recorded ticks alone. Fixed before the first batch: an injection
 * below `least` had no material effect, and is dropped and counted.
 */
interface Rule {
  readonly read: Read;
  /** How the ticks of a stretch become one figure. */
  readonly over: (values: readonly number[]) => number;
  /** `ratio`: during / before; `inverse`: before / during; `difference`: during − before. */
  readonly effect: 'ratio' | 'inverse' | 'difference';
  readonly least: number;
  /** Judged by the last so many seconds of the fault: what grows is at its most there. */
  readonly lastSeconds?: number;
  /** It matters from the first tick on at which the newest eight reach this effect; absent: from its begin. */
  readonly mattersAt?: number;
}

/** Ticks before a fault that it is compared with, and those at its begin that are left out. Seconds. */
const BEFORE = 22;
const GUARD = 2;
const RUNNING = 8;

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? NaN;
}

const median = (values: readonly number[]): number => quantile(values, 0.5);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
/** Right after garbage collections: the low fifth. */
const floor = (values: readonly number[]): number => quantile(values, 0.2);
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const perRequest =
  (part: Read): Read =>
  (tick) =>
    tick.requests ? (part(tick) ?? 0) / tick.requests : undefined;

const memory: Read = (tick) => tick.wasmLive ?? tick.wasmReserved;
const callTime: Read = ({ wasmTime, wasmCalls }) =>
  wasmTime && wasmCalls ? wasmTime / wasmCalls : undefined;

/** Mean time of a call of the export that takes the most time. */
const hottest: Read = ({ functions }) => {
  const [top] = Object.values(functions ?? {}).sort((a, b) => b[1] - a[1]);
  return top && top[0] > 0 ? top[1] / top[0] : undefined;
};

/** A stop of at least 200 ms between two frames counts one. */
const stops: Read = ({ frameTimeMax }) =>
  frameTimeMax === undefined ? undefined : Number(frameTimeMax >= 200);

const RULES: Readonly<Record<Kind, Rule>> = {
  'memory-step': { read: memory, over: median, effect: 'ratio', least: 1.15 },
  'memory-leak': {
    read: memory,
    over: median,
    effect: 'ratio',
    least: 1.12,
    lastSeconds: 8,
    mattersAt: 1.12,
  },
  'heap-leak': {
    read: (tick) => tick.jsHeapUsed,
    over: floor,
    effect: 'ratio',
    least: 1.12,
    lastSeconds: 10,
    mattersAt: 1.12,
  },
  fragmentation: { read: (tick) => tick.fragmentation, over: median, effect: 'difference', least: 0.2 },
  'memory-limit': {
    read: (tick) => tick.headroom,
    over: median,
    effect: 'inverse',
    least: 2,
    lastSeconds: 8,
  },
  'execution-slow': { read: callTime, over: median, effect: 'ratio', least: 1.4 },
  'hot-export': { read: hottest, over: median, effect: 'ratio', least: 1.6 },
  'execution-ramp': {
    read: hottest,
    over: median,
    effect: 'ratio',
    least: 1.5,
    lastSeconds: 20,
    mattersAt: 1.3,
  },
  stall: { read: stops, over: total, effect: 'difference', least: 4 },
  'frame-rate-drop': { read: (tick) => tick.fps, over: median, effect: 'inverse', least: 1.25 },
  jank: { read: (tick) => tick.longFrames, over: mean, effect: 'difference', least: 0.4 },
  'cache-collapse': {
    read: perRequest((tick) => tick.cacheHits),
    over: mean,
    effect: 'difference',
    least: -0.25,
  },
  'request-latency': { read: (tick) => tick.latency, over: median, effect: 'ratio', least: 2 },
  'request-failures': {
    read: perRequest((tick) => tick.failures),
    over: mean,
    effect: 'difference',
    least: 0.2,
  },
  'allocation-churn': { read: (tick) => tick.allocationRate, over: mean, effect: 'ratio', least: 2.5 },
  'input-latency': {
    read: (tick) => tick.inputLatency || undefined,
    over: median,
    effect: 'difference',
    least: 120,
  },
  trap: { read: (tick) => tick.traps, over: total, effect: 'difference', least: 1 },
};

export interface Materiality {
  readonly effect: number;
  readonly least: number;
  readonly isMaterial: boolean;
  /** When it began to matter, epoch milliseconds; not before `start`. */
  readonly since: number;
}

function compare(rule: Rule, before: number, during: number): number {
  if (rule.effect === 'difference') return during - before;
  return rule.effect === 'ratio' ? during / before : before / during;
}

const reaches = ({ least, effect }: Rule, value: number, limit = least): boolean =>
  effect === 'difference' && least < 0 ? value <= limit : value >= limit;

/** Looks at what the fault of `kind` did from `start` to `end` (epoch ms) in the ticks of its session. */
export function materialityOf(
  kind: Kind,
  ticks: readonly Tick[],
  { start, end }: { readonly start: number; readonly end: number },
): Materiality {
  const rule = RULES[kind];
  const between = (from: number, to: number): readonly number[] =>
    ticks
      .filter(({ timestamp, visibility }) => timestamp > from && timestamp <= to && visibility === 1)
      .flatMap((tick) => rule.read(tick) ?? []);
  const before = rule.over(between(start - BEFORE * 1000, start - 500));
  const from = rule.lastSeconds === undefined ? start + GUARD * 1000 : end - rule.lastSeconds * 1000;
  const effect = compare(rule, before, rule.over(between(from, end + 500)));
  let since = start;
  if (rule.mattersAt !== undefined) {
    const first = ticks.find(
      ({ timestamp }) =>
        timestamp > start + GUARD * 1000 &&
        timestamp <= end + 500 &&
        reaches(
          rule,
          compare(rule, before, rule.over(between(Math.max(start, timestamp - RUNNING * 1000), timestamp))),
          rule.mattersAt,
        ),
    );
    since = first?.timestamp ?? end;
  }
  // Room that goes down is a trend only after a while, as in the synthetic bench.
  if (kind === 'memory-limit') since = start + 45_000;
  return { effect, least: rule.least, isMaterial: reaches(rule, effect), since };
}
