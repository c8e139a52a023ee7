import type { FunctionKind } from '@wasm-vitals/protocol';
import type { Histogram } from '@wasm-vitals/analysis';

/** Greatest small integer of V8 with compressed pointers: a countdown from here never becomes a heap number. */
export const NEVER = 0x3fff_ffff;

/** Sums of the timed calls of one window (an interval or a tick). */
export interface WindowSums {
  /** Calls that the timed ones stand for. */
  weight: number;
  /** Their time, weighted, in ms. */
  time: number;
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
  readonly name: string;
  readonly kind: FunctionKind;
  /** Id of its module, known late; absent for host functions. */
  readonly moduleId: (() => string) | undefined;
  errors: number;
  /** When the last timed call ended, on the monitor's clock. */
  lastEnd: number;
  /** Mean calls between two timed ones. */
  period: number;
  /** Decayed count and (clipped) time of timed calls, for the period and for windows in which none was timed. */
  recentCount: number;
  recentTime: number;
  /** Times at which the interval and the tick began, as call counts. */
  callsAtTake: number;
  callsAtTick: number;
  timed: number;
  selfTime: number;
  memoryDelta: number;
  memoryDeltas: number;
  readonly interval: WindowSums;
  readonly tick: WindowSums;
  /** Made at the first timed call: most functions of a large module are never called. */
  histogram: Histogram | undefined;
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
    name,
    kind,
    moduleId,
    errors: 0,
    lastEnd: 0,
    period: 1,
    recentCount: 0,
    recentTime: 0,
    callsAtTake: 0,
    callsAtTick: 0,
    timed: 0,
    selfTime: 0,
    memoryDelta: 0,
    memoryDeltas: 0,
    interval: { weight: 0, time: 0 },
    tick: { weight: 0, time: 0 },
    histogram: undefined,
  };
}

/** Calls ever made: exact, whatever the sampling. */
export function callsOf(state: FunctionState): number {
  return state.base + state.armed - state.left;
}

/** Best guess of the mean time of a call from all that was timed lately, in ms; undefined before the first. */
function recentMean(state: FunctionState): number | undefined {
  return state.recentCount > 0 ? state.recentTime / state.recentCount : undefined;
}

/** Estimated time of `calls` calls of a window: the mean of its timed calls, or of the latest where it has none. */
export function estimateTime(state: FunctionState, sums: WindowSums, calls: number): number {
  if (sums.weight > 0) return (sums.time / sums.weight) * calls;
  return (recentMean(state) ?? 0) * calls;
}

/** A call from JavaScript into WebAssembly, as opposed to one out of it or one of the host's own. */
export function isEntry(state: FunctionState): boolean {
  return state.kind === 'export' || state.kind === 'table';
}
