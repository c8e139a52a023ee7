import type { ObserveCall } from '../allocator.js';
import type { MemoryTracker } from '../memory/memory-tracker.js';
import type { FunctionState } from '../meter/function-state.js';
import { createWideWrap, createWrapFactories, type CallHooks } from './arity.js';

export type AnyFunction = (...args: unknown[]) => unknown;

/** Wrappers of exported functions, one a function for good: the same export is always the same wrapper. */
export interface FunctionWrappers {
  /** The wrapper of an exported function; `describe` is asked for its counters only where it is new. */
  wrap(raw: AnyFunction, describe: () => Counted): AnyFunction;
  /** A counting stand-in for a function that WebAssembly imports. It is no exported function: nothing unwraps it. */
  wrapImport(raw: AnyFunction, state: FunctionState): AnyFunction;
  /** What the engine must get in a wrapper's place; anything else comes back as it is. */
  unwrap(value: unknown): unknown;
  /** True for functions that `wrap` made. */
  isWrapper(value: unknown): boolean;
}

export interface Counted {
  readonly state: FunctionState;
  readonly memory: MemoryTracker | undefined;
  /** Set where function references go in or out: then arguments are unwrapped, and results wrapped by this. */
  readonly wrapResult?: (f: AnyFunction) => AnyFunction;
  /** Set where an allocator looks at the calls: what is called in the function's place. */
  readonly observed?: ObserveCall;
}

export function createFunctionWrappers(hooks: CallHooks): FunctionWrappers {
  const factories = createWrapFactories(hooks);
  const wide = createWideWrap(hooks);
  const rawOf = new WeakMap<object, AnyFunction>();
  const wrapperOf = new WeakMap<object, AnyFunction>();

  const unwrap = (value: unknown): unknown =>
    typeof value === 'function' ? (rawOf.get(value) ?? value) : value;

  /** For the few exports whose type has function references; others need no look at their arguments. */
  function translating(raw: AnyFunction, wrapResult: (f: AnyFunction) => AnyFunction): AnyFunction {
    const wrapOne = (value: unknown): unknown =>
      typeof value === 'function' && isExportedFunction(value) ? wrapResult(value as AnyFunction) : value;
    return (...args) => {
      const result = raw(...args.map(unwrap));
      return Array.isArray(result) ? result.map(wrapOne) : wrapOne(result);
    };
  }

  return {
    wrap(raw, describe) {
      if (rawOf.has(raw)) return raw;
      const known = wrapperOf.get(raw);
      if (known) return known;
      const { state, memory, wrapResult, observed } = describe();
      const target = wrapResult ? translating(raw, wrapResult) : observed ? observed(raw) : raw;
      const wrapper = (factories[raw.length] ?? wide)(target, state, memory);
      if (wrapper.length !== raw.length) {
        Object.defineProperty(wrapper, 'length', { value: raw.length, configurable: true });
      }
      // the name is the function's index, the N of `wasm-function[N]` in stacks: Emscripten's tables rely on it
      Object.defineProperty(wrapper, 'name', { value: raw.name, configurable: true });
      rawOf.set(wrapper, raw);
      wrapperOf.set(raw, wrapper);
      return wrapper;
    },
    // any number of arguments: a function's `length` does not say how many it reads
    wrapImport: (raw, state) => wide(raw, state, undefined),
    unwrap,
    isWrapper: (value) => typeof value === 'function' && rawOf.has(value),
  };
}

/** Exported functions are named by their index. An `externref` result may be any function of the host: leave it be. */
export function isExportedFunction(value: object): boolean {
  return /^\d+$/.test((value as { name?: unknown }).name as string) && !('prototype' in value);
}
