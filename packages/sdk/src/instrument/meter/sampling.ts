import type { FunctionState } from './function-state.js';
import { NEVER } from './function-state.js';
import type { WrapperCosts } from './wrapper-costs.js';

/** Picks the calls that are timed, so that timing keeps within its share and favours no call. */
export interface Sampling {
  /** Draws how many calls go by until the next timed one. */
  arm(state: FunctionState): void;
  /** A timed call took so long, in ms. */
  learn(state: FunctionState, duration: number): void;
  /** A call was timed, and it is `now`. */
  spend(now: number): void;
  /** A tick is over, in which the function was called so often: says how far apart its next samples may be. */
  endTick(state: FunctionState, calls: number, timed: number): void;
  /** A tick is over for all functions. */
  balance(now: number): void;
  level: number;
  /** False where the level forbids to time any call. */
  readonly timing: boolean;
}

/** Share of the clock on the wall that timing may cost, all functions together. */
const TIMING_SHARE = 0.002;
/** Timing that may be saved up while little happens, ms: a page that calls now and then has every call timed. */
const MAX_CREDIT_MS = 2;
/**
 * Periods keep timing within its share of each function's own time, callees included, so that deep nesting is paid for
 * many times over. Timing that is so far ahead of its share of the clock on the wall has all periods doubled; twice as
 * far, tripled.
 */
const DEBT_MS = 0.1;
/** More is not held against it: it takes a second or two to make up for. */
const MAX_DEBT_MS = 4;
/**
 * Where WebAssembly takes a small part of a page's time, timing is more eager than its own time pays for, up to this part
 * of the share: `bench:call` shows that a timed call costs up to ten times the calibrated figure where caches are cold, as
 * they are at the start of each frame.
 */
const AIM = 0.2;
/** At the most, calls are timed so many times as often as their own time pays for. */
const MOST_EAGER = 1 / 64;
const EAGER_AT_START = 1 / 16;
/** Longest mean period. */
const MAX_PERIOD = 4_096;
/** Each function that is called has about so many calls timed a tick: one that turned slow is seen in a second. */
const LEAST_A_TICK = 4;
/** Timed calls that count as "lately"; then both sums are halved. Coarse clocks need many to find a mean. */
const RECENT_LIMIT_FINE = 64;
const RECENT_LIMIT_COARSE = 1_024;
/** And of calls far shorter than the clock's step as many as it takes to see so many steps: these are right to a fifth. */
const RECENT_STEPS = 32;
const RECENT_LIMIT = 262_144;
/** A call longer than this many times the mean is clipped before the period adapts: one pause must not end sampling. */
const OUTLIER = 8;

/**
 * A duration from which on a call stands out. By one step of the clock more, since a call of any length may be read as one
 * step; where calls are far shorter than it, none is read as two.
 */
export function standsOut({ recentCount, recentTime }: FunctionState, step: number): number {
  return recentCount > 8 ? (OUTLIER * recentTime) / recentCount + 1.5 * step : Infinity;
}
/**
 * Levels of shedding: how much longer the periods get. At the last, calls of some ms are timed all the same, and of each
 * other function about one a tick: that costs next to nothing, and a mean that stood for ever would soon be a lie.
 */
const PERIOD_FACTORS = [1, 4, 16, 64];
/** Shortest period: 1 times all calls, and less is what a level of shedding may stretch before it times fewer. */
const MIN_PERIOD = 1 / 256;
/** From this level on no call is timed. */
export const COUNT_ONLY = PERIOD_FACTORS.length;

export function createSampling(resolution: number, costs: WrapperCosts, start: number): Sampling {
  const recentLimit = resolution > 0 ? RECENT_LIMIT_COARSE : RECENT_LIMIT_FINE;
  const random = createRandom();
  // an object and not variables: a variable that holds a fraction is allocated anew at each write
  const purse = { credit: MAX_CREDIT_MS, last: start, eager: EAGER_AT_START, spent: 0, tickStart: start };
  let level = 0;

  return {
    get level() {
      return level;
    },
    set level(next) {
      level = Math.max(0, Math.floor(next));
    },
    get timing() {
      return PERIOD_FACTORS[level] !== undefined;
    },
    arm(state) {
      const factor = PERIOD_FACTORS[level];
      if (factor === undefined) {
        state.armed = state.left = NEVER;
        return;
      }
      const stretch = purse.credit > 0 ? purse.eager : 1 - purse.credit / DEBT_MS;
      const paid = factor * state.period * stretch;
      const most = state.cap === Infinity ? MAX_PERIOD : Math.min(factor, LEAST_A_TICK) * state.cap;
      // Without memory (an exponential draw, cut to whole calls), each call has the same odds whatever was drawn before,
      // so that neither a rhythm of the host nor the adapting of the period can favour some calls: Horvitz & Thompson.
      const scale = Math.min(paid, most) - 0.5;
      if (scale < 1) {
        state.armed = state.left = 0;
        state.weight = 1;
        return;
      }
      state.armed = state.left = Math.floor(-Math.log(random()) * scale);
      // one over the odds 1 - exp(-1 / scale), as a series: right to 0.1 %
      state.weight = scale + 0.5 + 1 / (12 * scale);
    },
    learn(state, duration) {
      const count = state.recentCount;
      state.recentTime += Math.min(duration, standsOut(state, resolution));
      state.recentCount = count + 1;
      const enough = state.recentTime >= RECENT_STEPS * resolution || count >= RECENT_LIMIT;
      if (count >= recentLimit && enough) {
        state.recentCount /= 2;
        state.recentTime /= 2;
      }
      // half a step is added so that the first zeros of a coarse clock do not read as "takes no time"
      const guess = state.recentTime + resolution / 2;
      const next = guess > 0 ? (costs.timed * (state.recentCount + 1)) / (TIMING_SHARE * guess) : MAX_PERIOD;
      // at most doubled a sample, so that a lucky first call does not end the sampling
      state.period = Math.max(MIN_PERIOD, Math.min(next, state.period * 2, MAX_PERIOD));
    },
    spend(now) {
      const credit = Math.min(MAX_CREDIT_MS, purse.credit + (now - purse.last) * TIMING_SHARE) - costs.timed;
      purse.credit = Math.max(-MAX_DEBT_MS, credit);
      purse.last = now;
      purse.spent += costs.timed;
    },
    endTick(state, calls, timed) {
      state.cap = Math.max(1, calls / LEAST_A_TICK);
      if (timed > 0 || PERIOD_FACTORS[level] === undefined) return;
      // what was drawn has no memory: drawing again, with the new odds, favours no call either
      state.base += state.armed - state.left;
      this.arm(state);
    },
    balance(now) {
      const aim = ((now - purse.tickStart) * TIMING_SHARE * AIM) / (PERIOD_FACTORS[level] ?? Infinity);
      if (aim > 0) {
        const change = Math.max(0.5, Math.min(2, purse.spent / aim));
        purse.eager = Math.max(MOST_EAGER, Math.min(1, purse.eager * change));
      }
      purse.tickStart = now;
      purse.spent = 0;
    },
  };
}

/** Own xorshift: `Math.random` may be seeded or replaced by the host, whose sequence is not ours to disturb. In (0, 1]. */
function createRandom(): () => number {
  const seed = new Int32Array([0x9e3779b9]);
  return () => {
    let x = seed[0] ?? 1;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    seed[0] = x;
    return ((x >>> 0) + 1) / 4_294_967_297;
  };
}
