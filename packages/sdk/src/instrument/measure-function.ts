import { createHistogram } from '@wasm-vitals/analysis';
import { forceSample, type FunctionState } from './meter/function-state.js';
import type { Meter } from './meter/meter.js';
import type { DurationMs } from '@wasm-vitals/protocol';

export interface MeasureDeps {
  readonly meter: Meter;
  readonly now: () => DurationMs;
  /** Linear memory and, where it can be read, JS heap, in bytes; without it, no change of memory is recorded. */
  readonly memoryNow?: () => number;
  readonly fail: (state: FunctionState, error: unknown) => unknown;
  readonly stopped: () => boolean;
}

type HostFunction = (this: unknown, ...args: never[]) => unknown;

/**
 * Wraps a function of the host: every call is timed, because the host chose few of them. A promise is timed to its
 * settlement; its own time only counts there, as other work runs in between.
 */
export function measureFunction<F extends HostFunction>(deps: MeasureDeps, state: FunctionState, fn: F): F {
  const { meter, now, memoryNow, fail, stopped } = deps;

  function settle(start: DurationMs, before: number): void {
    recordTimed(state, now() - start);
    noteMemory(before);
  }

  function noteMemory(before: number): void {
    if (memoryNow) recordMemory(state, memoryNow() - before);
  }

  const measured = function (this: unknown, ...args: never[]): unknown {
    if (stopped()) return fn.apply(this, args);
    forceSample(state); // each call is timed
    const before = memoryNow?.() ?? 0;
    const start = now();
    const frame = meter.enter(state);
    let result: unknown;
    try {
      result = fn.apply(this, args);
    } catch (error) {
      meter.leave(frame);
      noteMemory(before);
      throw fail(state, error);
    }
    if (!isThenable(result)) {
      meter.leave(frame);
      noteMemory(before);
      return result;
    }
    meter.abandon(frame);
    const end = (): void => settle(start, before);
    const endFailed = (error: unknown): void => {
      end();
      fail(state, error);
    };
    return observe(result, end, endFailed);
  };
  Object.defineProperty(measured, 'name', { value: fn.name, configurable: true });
  Object.defineProperty(measured, 'length', { value: fn.length, configurable: true });
  return measured as F;
}

function recordTimed(state: FunctionState, duration: DurationMs): void {
  state.timed += 1;
  state.weights += 1;
  state.time += duration;
  state.seen += duration;
  state.selfTime += duration;
  (state.histogram ??= createHistogram()).record(duration);
}

function recordMemory(state: FunctionState, delta: number): void {
  state.memoryDelta += delta;
  state.memoryDeltas += 1;
}

/**
 * A promise is handed on through `then`: handlers on the host's own one would mark its rejection as handled, and the
 * page's `unhandledrejection` would fall silent. Other thenables know no such event and are handed on as they are.
 */
function observe(
  result: PromiseLike<unknown>,
  end: () => void,
  endFailed: (error: unknown) => void,
): PromiseLike<unknown> {
  if (!(result instanceof Promise)) {
    result.then(end, endFailed);
    return result;
  }
  return result.then(
    (value: unknown) => {
      end();
      return value;
    },
    (error: unknown) => {
      endFailed(error);
      throw error;
    },
  );
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
