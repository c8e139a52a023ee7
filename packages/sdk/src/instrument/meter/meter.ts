import { createHistogram } from '@wasm-vitals/analysis';
import type { Clock } from './clock.js';
import type { FunctionState } from './function-state.js';
import { createRecentCalls, type RecentCalls } from './recent-calls.js';
import { createSampling, standsOut, type Sampling } from './sampling.js';
import { TYPICAL_COSTS, type WrapperCosts } from './wrapper-costs.js';

/** A timed call in progress. Frames are used again: they are valid until their call ends. */
export interface Frame {
  state: FunctionState;
  readonly parent: Frame | undefined;
  readonly depth: number;
  /** Whether a timed call into WebAssembly is around this one. */
  inside: boolean;
  /** How many calls of its function this one stands for. */
  weight: number;
  /** Estimated time of the measured functions that it called so far, in ms. */
  children: number;
  /** The same of calls into WebAssembly alone; functions of the host pass on what is inside them. */
  entries: number;
  start: number;
}

/**
 * Times the calls that the wrappers' countdown picks, and has the next ones picked. Where calls nest, each timed call
 * hands its time to the timed call around it; see `leave`.
 */
export interface Meter {
  enter(state: FunctionState): Frame;
  /** Ends the call and records it. */
  leave(frame: Frame): void;
  /** Ends the frame without recording: the call goes on asynchronously. */
  abandon(frame: Frame): void;
  /** The innermost timed call in progress. */
  readonly current: Frame | undefined;
  /** Time at the top level only, in ms since the last call: nested calls counted once. */
  takeTop(): TopTime;
  takeTickTop(): TopTime;
  readonly sampling: Sampling;
  /** What wrappers cost, as far as is known. */
  readonly costs: WrapperCosts;
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

export function createMeter(clock: Clock, costs: WrapperCosts = { ...TYPICAL_COSTS }): Meter {
  const { now, resolution } = clock;
  const sampling = createSampling(resolution, costs, now());
  const recent = createRecentCalls();
  const frames: Frame[] = [];
  // an object and not variables: a variable that holds a fraction is allocated anew at each write
  const own = { depth: 0, timedCalls: 0, top: 0, inclusive: 0 };
  const atTake = { top: 0, inclusive: 0 };
  const atTick = { top: 0, inclusive: 0 };

  function addFrame(state: FunctionState): Frame {
    const depth = frames.length;
    const parent = frames[depth - 1];
    const frame = { state, parent, depth, inside: false, weight: 1, children: 0, entries: 0, start: 0 };
    frames.push(frame);
    return frame;
  }

  function takeSums(mark: { top: number; inclusive: number }): TopTime {
    const taken = { top: own.top - mark.top, inclusive: own.inclusive - mark.inclusive };
    mark.top = own.top;
    mark.inclusive = own.inclusive;
    return taken;
  }

  return {
    recent,
    sampling,
    costs,
    get current() {
      return frames[own.depth - 1];
    },
    get timedCalls() {
      return own.timedCalls;
    },
    enter(state) {
      const { depth } = own;
      const frame = frames[depth] ?? addFrame(state);
      const { parent } = frame;
      frame.state = state;
      frame.weight = state.weight;
      frame.inside = parent !== undefined && (parent.inside || parent.state.entry);
      frame.children = 0;
      frame.entries = 0;
      state.base += state.armed + 1;
      sampling.arm(state);
      frame.start = now();
      // last, because a stack that overflows in here must not leave a frame behind
      own.depth = depth + 1;
      return frame;
    },
    leave(frame) {
      const end = now();
      // not held above 0: the zeros of a coarse clock must make up for the steps that are read too large
      const duration = end - frame.start - costs.read;
      own.depth = frame.depth;
      own.timedCalls += 1;
      const { state, weight, children, parent } = frame;
      const weighted = weightOf(state, duration, weight);
      state.timed += 1;
      state.seen += duration;
      state.weights += weight;
      state.time += weighted;
      state.selfTime += weighted - weight * children;
      // Inclusion and exclusion: a call inside this one was also handed on with (1 - weight), whose mean over "timed
      // or not" is 0. So what reaches the top is, on average, the time of the outermost calls alone, at any depth.
      let { entries } = frame;
      if (state.entry) {
        entries = weighted + (1 - weight) * entries;
        own.inclusive += weighted;
        if (!frame.inside) recent.note(frame, end, weighted);
      }
      if (parent) {
        parent.children += weighted + (1 - weight) * children;
        parent.entries += entries;
      } else {
        own.top += entries;
      }
      sampling.learn(state, duration);
      sampling.spend(end);
    },
    abandon(frame) {
      own.depth = frame.depth;
    },
    takeTop: () => takeSums(atTake),
    takeTickTop: () => takeSums(atTick),
  };

  /** Records a timed call for the ones that it stands for, and returns the time of them all. */
  function weightOf(state: FunctionState, duration: number, weight: number): number {
    const histogram = (state.histogram ??= createHistogram());
    if (weight >= HEAVY && duration > standsOut(state, resolution) && isRare(state)) {
      const mean = state.recentTime / state.recentCount;
      histogram.record(duration, 1);
      histogram.record(mean, weight - 1);
      return duration + (weight - 1) * mean;
    }
    histogram.record(duration > 0 ? duration : 0, weight);
    return weight * duration;
  }
}

/**
 * From this weight on, a pause that falls into a timed call (garbage collection, the system) would be multiplied into
 * nonsense. A call far longer than the usual then stands for itself alone, and the usual time for the rest, unless such
 * calls come so often that they are the function's own way: one in some hundreds, where pauses are one in many thousands.
 */
const HEAVY = 16;
const OUTLIER_MEMORY = 1_024;
const OUTLIERS_OF_ITS_OWN = 3;

function isRare(state: FunctionState): boolean {
  state.outliers = state.outliers * 0.5 ** ((state.timed - state.outlierAt) / OUTLIER_MEMORY) + 1;
  state.outlierAt = state.timed;
  return state.outliers < OUTLIERS_OF_ITS_OWN;
}
