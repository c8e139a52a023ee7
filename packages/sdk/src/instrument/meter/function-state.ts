import type { FunctionKind } from '@wasm-vitals/protocol';
import type { Histogram } from '@wasm-vitals/analysis';

/** Greatest small integer of V8 with compressed pointers: a countdown from here never becomes a heap number. */
export const NEVER = 0x3fff_ffff;

/** Sums of a function at the start of a window (an interval or a tick): what the window holds is the difference. */
export interface Mark {
  calls: number;
  weights: number;
  time: number;
  timed: number;
  seen: number;
}

/**
 * What is known of one measured function. Wrappers of the same export in several instances of a module share it.
 * `left` is what the fast path touches: it counts down the calls that are not timed.
 */
export interface FunctionState {
  left: number;
  /** What `left` was last set to: `armed - left` calls were made since then. */
  armed: number;
  /** Calls before that. */
  base: number;
  /** How many calls the next timed one stands for: one over the odds that it was picked with. */
  weight: number;
  readonly name: string;
  readonly kind: FunctionKind;
  /** A call from JavaScript into WebAssembly, as opposed to one out of it or one of the host's own. */
  readonly entry: boolean;
  /** Id of its module, known late; absent for host functions. */
  readonly moduleId: (() => string) | undefined;
  errors: number;
  /** Mean calls between two timed ones, by what timing may cost. */
  period: number;
  /** The most that it may be, by how many calls a tick has. */
  cap: number;
  /** Decayed count and (clipped) time of timed calls, for the period and for windows in which none was timed. */
  recentCount: number;
  recentTime: number;
  /** Decayed count of calls far longer than the mean, and `timed` at the last of them. */
  outliers: number;
  outlierAt: number;
  /** Since the start: calls timed, calls that these stand for, and the time of those, in ms. */
  timed: number;
  weights: number;
  time: number;
  /** What the clock showed of the timed calls alone, in ms. */
  seen: number;
  /** Of the interval alone. */
  selfTime: number;
  memoryDelta: number;
  memoryDeltas: number;
  readonly interval: Mark;
  readonly tick: Mark;
  /** Made at the first timed call: most functions of a large module are never called. */
  histogram: Histogram | undefined;
  /** Its last entry among the recent calls. */
  span: Span | undefined;
}

/** Where its time went lately: an entry of the ring of recent calls. */
export interface Span {
  state: FunctionState;
  start: number;
  end: number;
  time: number;
}

export interface FunctionIdentity {
  readonly name: string;
  readonly kind: FunctionKind;
  readonly moduleId?: () => string;
}

/** A fresh state, whose first call will be timed. */
export function createFunctionState({ name, kind, moduleId }: FunctionIdentity): FunctionState {
  return {
    left: 0,
    armed: 0,
    base: 0,
    weight: 1,
    name,
    kind,
    entry: kind === 'export' || kind === 'table',
    moduleId,
    errors: 0,
    period: 1,
    cap: Infinity,
    recentCount: 0,
    recentTime: 0,
    outliers: 0,
    outlierAt: 0,
    timed: 0,
    weights: 0,
    time: 0,
    seen: 0,
    selfTime: 0,
    memoryDelta: 0,
    memoryDeltas: 0,
    interval: { calls: 0, weights: 0, time: 0, timed: 0, seen: 0 },
    tick: { calls: 0, weights: 0, time: 0, timed: 0, seen: 0 },
    histogram: undefined,
    span: undefined,
  };
}

/** Calls ever made: exact, whatever the sampling. */
export function callsOf(state: FunctionState): number {
  return state.base + state.armed - state.left;
}

/** Makes the next call a timed one, which stands for itself alone. */
export function forceSample(state: FunctionState): void {
  state.armed -= state.left;
  state.left = 0;
  state.weight = 1;
}

export interface WindowTotals {
  readonly calls: number;
  readonly timed: number;
  /** Calls that the timed ones stand for: about `calls`. */
  readonly weights: number;
  /** The timed calls, each as often as it stands for others, in ms. */
  readonly sum: number;
  /** Estimated time of all calls, in ms: of the window's timed ones, or of the latest where these say too little. */
  readonly time: number;
}

/**
 * Of calls far shorter than the clock's step, most read 0 and a few read a step, and a window that holds less than so many
 * steps has a mean that chance made: 16 are right to a quarter. The mean of the latest calls reaches further back.
 */
const TELLING_STEPS = 16;

/** What happened since the mark, which is moved to now. `step` is the clock's, in ms. */
export function takeWindow(state: FunctionState, mark: Mark, step: number): WindowTotals {
  const all = callsOf(state);
  const calls = all - mark.calls;
  const weights = state.weights - mark.weights;
  const timed = state.timed - mark.timed;
  const sum = state.time - mark.time;
  const tells = weights > 0 && (timed >= calls || state.seen - mark.seen >= TELLING_STEPS * step);
  const lately = state.recentCount > 0 ? state.recentTime / state.recentCount : 0;
  const mean = tells ? sum / weights : lately;
  mark.calls = all;
  mark.weights = state.weights;
  mark.time = state.time;
  mark.timed = state.timed;
  mark.seen = state.seen;
  return { calls, timed, weights, sum, time: Math.max(0, mean * calls) };
}
