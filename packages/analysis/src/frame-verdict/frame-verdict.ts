import type { DurationMs, LongFrameScript, LongFrameVerdict } from '@wasm-vitals/protocol';
import type { FrameEvidence, HeapDrop } from './evidence.js';

/** A cause whose time was measured. */
interface Measured {
  readonly cause: LongFrameVerdict['cause'];
  readonly name?: string | undefined;
  /** What the cause took by itself: no millisecond is booked under two causes. */
  readonly time: DurationMs;
  /** The part of it that belongs to `name`. */
  readonly named?: DurationMs | undefined;
}

/** Less than a quarter of a frame did not make it late: a dozen such parts may stand beside it. */
const LEAST_SHARE = 0.25;
/** From half of the frame on, nothing else can be the greater part. */
const SURE_SHARE = 0.5;
/** Confidence of a cause that is only as great as the next one, and what a clear lead adds. Never quite 1. */
const TIED = 0.5;
const LEAD = 0.45;
/** Growth whose duration nobody could measure: it happened in the frame, and nothing else explains it. */
const GROWTH_SUSPECTED = 0.3;
/** Smaller drops are rounding of the reading (Chromium reports the heap in steps) or objects freed by hand. */
const LEAST_DROP_BYTES = 1_000_000;
/** Confidence of suspected garbage collection: the drop may be from outside of the frame, the less so the nearer read. */
const DROP_SUSPECTED = 0.2;
const DROP_IN_FRAME = 0.3;

/**
 * Why a frame was late: the part that took most of it, where that is at least a quarter; else what is suspected from
 * its traces; else `unknown`. `share` is the part of the frame that the named function or cause took.
 */
export function frameVerdict(evidence: FrameEvidence): LongFrameVerdict {
  const { duration } = evidence.frame;
  const measured = measuredCauses(evidence).sort((a, b) => b.time - a.time);
  const [first, second] = measured;
  if (!first || !(duration > 0) || first.time < LEAST_SHARE * duration) return suspicion(evidence);
  const rest = duration - measured.reduce((sum, { time }) => sum + time, 0);
  const runnerUp = Math.max(rest, second?.time ?? 0);
  const lead = Math.max(0, first.time - runnerUp) / first.time;
  const size = Math.min(1, first.time / duration / SURE_SHARE);
  return {
    cause: first.cause,
    ...(first.name === undefined ? {} : { name: first.name }),
    share: Math.min(1, (first.named ?? first.time) / duration),
    confidence: size * (TIED + LEAD * lead),
  };
}

/** Splits the frame's measured time: growth and calls run within scripts, so a script's own time is what they leave. */
function measuredCauses(evidence: FrameEvidence): Measured[] {
  const { frame, calls = [], growth = [], gpu = 0, forcedLayout = 0 } = evidence;
  const { duration, scripts } = frame;
  const within = (time: DurationMs): DurationMs => Math.max(0, Math.min(duration, time));
  const grown = within(sum(growth.map((event) => event.duration ?? 0)));
  const wasm = within(sum(calls.map(({ time }) => time)) - grown);
  const script = within(sum(scripts.map((each) => each.duration)) - wasm - grown - forcedLayout);
  const layout = within((evidence.layout ?? 0) + forcedLayout);
  const hottest = longest(calls, ({ time }) => time);
  const slowest = longest(scripts, (each) => each.duration);
  return [
    { cause: 'export', name: hottest?.name, time: wasm, named: hottest && Math.min(wasm, hottest.time) },
    { cause: 'memory-growth', name: growth[0]?.during, time: grown },
    { cause: 'script', name: slowest && scriptName(slowest), time: script },
    { cause: 'layout', time: layout },
    // it runs beside the main thread: what the page's own causes took of the frame was not waiting for it
    { cause: 'gpu', time: within(Math.min(gpu, duration - wasm - script - layout)) },
  ];
}

function suspicion({ frame, growth = [], heapDrop }: FrameEvidence): LongFrameVerdict {
  const garbage =
    heapDrop && heapDrop.bytes >= LEAST_DROP_BYTES ? dropConfidence(heapDrop, frame.duration) : 0;
  const during = growth.find((event) => event.during !== undefined)?.during;
  const grew = growth.some((event) => event.duration === undefined) ? GROWTH_SUSPECTED : 0;
  if (grew > 0 && grew >= garbage) {
    return { cause: 'memory-growth', ...(during === undefined ? {} : { name: during }), confidence: grew };
  }
  if (garbage > 0) return { cause: 'garbage-collection', confidence: garbage };
  return { cause: 'unknown', confidence: 0 };
}

function dropConfidence({ within }: HeapDrop, duration: DurationMs): number {
  return DROP_SUSPECTED + DROP_IN_FRAME * (within > 0 ? Math.min(1, duration / within) : 1);
}

/** `burn (main.js)`: the function, and the last part of its address. */
function scriptName({ function: name, invoker, url }: LongFrameScript): string | undefined {
  const file = url
    ?.split(/[?#]/, 1)[0]
    ?.split('/')
    .findLast((part) => part !== '');
  const known = name ?? invoker;
  return known !== undefined && file !== undefined ? `${known} (${file})` : (known ?? file);
}

function longest<T>(items: readonly T[], time: (item: T) => number): T | undefined {
  return items.reduce<T | undefined>(
    (most, item) => (most && time(most) >= time(item) ? most : item),
    undefined,
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
