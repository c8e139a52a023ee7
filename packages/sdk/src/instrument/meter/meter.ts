import { createHistogram } from '@wasm-vitals/analysis';
import type { Clock } from './clock.js';
import { NEVER, isEntry, type FunctionState } from './function-state.js';
import { createRecentCalls, type RecentCalls } from './recent-calls.js';

/** A timed call in progress. */
export interface Frame {
  readonly state: FunctionState;
  readonly parent: Frame | undefined;
  /** How many calls of its function this one stands for. */
  readonly weight: number;
  /** Estimated time of the measured functions that it called so far, in ms. */
  children: number;
  /** The same of calls into WebAssembly alone; functions of the host pass on what is inside them. */
  entries: number;
  start: number;
}

/**
 * Times the calls that the wrappers' countdown picks, and picks the next ones. Where calls nest, each timed call hands
 * its time to the timed call around it; see `leave`.
 */
export interface Meter {
  enter(state: FunctionState): Frame;
  /** Ends the call and records it; returns its duration in ms. */
  leave(frame: Frame): number;
  /** Ends the frame without recording: the call goes on asynchronously. */
  abandon(frame: Frame): void;
  /** The innermost timed call in progress. */
  readonly current: Frame | undefined;
  /** Time at the top level only, in ms since the last call: nested calls counted once. */
  takeTop(): TopTime;
  takeTickTop(): TopTime;
  setLevel(level: number): void;
  readonly level: number;
  /** False where the level forbids to time any call. */
  readonly timing: boolean;
  /** Calls timed since the start. */
  readonly timedCalls: number;
  /** Where the time of the last seconds went. */
  readonly recent: RecentCalls;
}

/** Estimated time of outermost calls, and the sum of all calls' inclusive times that goes with it. Both weighted. */
export interface TopTime {
  readonly top: number;
  readonly inclusive: number;
}

/** Share of the clock on the wall that timing may cost, all functions together. */
const TIMING_SHARE = 0.003;
/** Timing that may be saved up while little happens, ms: a page that calls now and then has every call timed. */
const MAX_CREDIT_MS = 2;
/** While there is credit, timing may cost this many times its share of a function's own time. */
const CREDIT_FACTOR = 16;
/** Cost of timing one call beyond calling it, ms (`bench:call`: timed minus direct). Used until calibrated. */
export const TIMED_CALL_COST_MS = 0.00021;
/** Longest mean period. With the forced sample each tick, a change is seen within a second all the same. */
const MAX_PERIOD = 4_096;
/** Timed calls that count as "lately"; then both sums are halved. Coarse clocks need many to find a mean. */
const RECENT_LIMIT_FINE = 64;
const RECENT_LIMIT_COARSE = 1_024;
/** A call longer than this many times the mean is clipped before the period adapts: one pause must not end sampling. */
const OUTLIER = 8;
/** Levels of shedding: how much longer the periods get; none is timed from the level after the last on. */
const PERIOD_FACTORS = [1, 4, 16];

export function createMeter(clock: Clock, timedCost: number = TIMED_CALL_COST_MS): Meter {
  const { now, readCost } = clock;
  const recentLimit = clock.resolution > 0 ? RECENT_LIMIT_COARSE : RECENT_LIMIT_FINE;
  const budget = timedCost / TIMING_SHARE;
  let current: Frame | undefined;
  let level = 0;
  let timedCalls = 0;
  const sums = { top: 0, inclusive: 0 };
  const tickSums = { top: 0, inclusive: 0 };
  const random = createRandom();
  let credit = MAX_CREDIT_MS;
  let lastEnd = now();
  const recent = createRecentCalls();

  function nextGap(period: number): number {
    const factor = PERIOD_FACTORS[level];
    if (factor === undefined) return NEVER;
    const mean = factor * (credit > 0 ? period / CREDIT_FACTOR : period);
    // uniform in [0, 2(mean - 1)]: the mean gap is the period, and no rhythm of the host can lock on to it
    return mean <= 1 ? 0 : Math.round(random() * 2 * (mean - 1));
  }

  function adapt(state: FunctionState, duration: number): void {
    const mean = state.recentCount > 0 ? state.recentTime / state.recentCount : duration;
    const limit = OUTLIER * Math.max(mean, clock.resolution);
    state.recentTime += state.recentCount > 8 ? Math.min(duration, limit) : duration;
    state.recentCount += 1;
    if (state.recentCount > recentLimit) {
      state.recentCount /= 2;
      state.recentTime /= 2;
    }
    // half a step is added so that the first zeros of a coarse clock do not read as "takes no time"
    const guess = (state.recentTime + clock.resolution / 2) / (state.recentCount + 1);
    const next = guess > 0 ? budget / guess : MAX_PERIOD;
    // at most doubled a sample, so that a lucky first call does not end the sampling
    state.period = Math.max(1, Math.min(next, state.period * 2, MAX_PERIOD));
  }

  return {
    recent,
    get current() {
      return current;
    },
    get level() {
      return level;
    },
    get timing() {
      return PERIOD_FACTORS[level] !== undefined;
    },
    get timedCalls() {
      return timedCalls;
    },
    enter(state) {
      const weight = state.armed + 1;
      state.base += weight;
      state.armed = state.left = nextGap(state.period);
      current = { state, parent: current, weight, children: 0, entries: 0, start: 0 };
      current.start = now();
      return current;
    },
    leave(frame) {
      const end = now();
      const elapsed = end - frame.start - readCost;
      credit = Math.min(MAX_CREDIT_MS, credit + (end - lastEnd) * TIMING_SHARE) - timedCost;
      lastEnd = end;
      const { state, weight, children, parent } = frame;
      current = parent;
      const duration = elapsed > 0 ? elapsed : 0;
      const paused =
        weight >= HEAVY && duration > 2 * clock.resolution && duration > (end - state.lastEnd) / 2;
      const weighted = paused ? end - state.lastEnd : weight * duration;
      state.lastEnd = end;
      timedCalls += 1;
      state.timed += 1;
      state.interval.weight += weight;
      state.interval.time += weighted;
      state.tick.weight += weight;
      state.tick.time += weighted;
      state.selfTime += weighted - weight * children;
      record(state, { duration, weight, weighted });
      // Inclusion and exclusion: a call inside this one was also handed on with (1 - weight), whose mean over "timed
      // or not" is 0. So what reaches the top is, on average, the time of the outermost calls alone, at any depth.
      if (parent) parent.children += weighted + (1 - weight) * children;
      const entry = isEntry(state);
      const entries = entry ? weighted + (1 - weight) * frame.entries : frame.entries;
      if (parent) parent.entries += entries;
      for (const total of [sums, tickSums]) {
        if (entry) total.inclusive += weighted;
        if (!parent) total.top += entries;
      }
      if (entry && !isInWasm(parent)) {
        recent.note(state, { start: frame.start, end, time: weighted });
      }
      adapt(state, duration);
      return duration;
    },
    abandon(frame) {
      current = frame.parent;
    },
    takeTop: () => takeSums(sums),
    takeTickTop: () => takeSums(tickSums),
    setLevel(next) {
      level = Math.max(0, Math.floor(next));
    },
  };
}

function isInWasm(frame: Frame | undefined): boolean {
  for (let each = frame; each; each = each.parent) if (isEntry(each.state)) return true;
  return false;
}

function takeSums(sums: { top: number; inclusive: number }): TopTime {
  const taken = { ...sums };
  sums.top = 0;
  sums.inclusive = 0;
  return taken;
}

/**
 * From this weight on, a pause that falls into a timed call (garbage collection, the system) would be multiplied into
 * nonsense. The calls that it stands for all happened since the last timed one: where this one alone took most of that
 * time, they can't have taken as long each, and all of them together took at most the time that passed. One or two steps
 * of a coarse clock say nothing of the kind: cutting those would take the mean away from its true place.
 */
const HEAVY = 16;

/** Records a timed call for the ones that it stands for; where it was no example of them, they get the usual time. */
function record(
  state: FunctionState,
  { duration, weight, weighted }: { duration: number; weight: number; weighted: number },
): void {
  const histogram = (state.histogram ??= createHistogram());
  const own = duration > 0 ? Math.min(weight, weighted / duration) : weight;
  histogram.record(duration, own);
  if (own < weight && state.recentCount > 0)
    histogram.record(state.recentTime / state.recentCount, weight - own);
}

/** Own xorshift: `Math.random` may be seeded or replaced by the host, whose sequence is not ours to disturb. */
function createRandom(): () => number {
  let seed = 0x9e3779b9;
  return () => {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return (seed >>> 0) / 4_294_967_296;
  };
}
