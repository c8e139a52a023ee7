import type { ModuleRecord } from '../module/module-record.js';
import type { FunctionState } from '../meter/function-state.js';
import { isExportedFunction, type AnyFunction, type FunctionWrappers } from '../wrap/function-wrappers.js';

export interface ImportFunctionDeps {
  readonly wrappers: Pick<FunctionWrappers, 'wrapImport'>;
  /** Measures a function whose call may go on after it has returned. */
  readonly measureAsync: (fn: AnyFunction, state: FunctionState) => AnyFunction;
  /** The engine's own, from before the patches. */
  readonly Suspending: (new (fn: AnyFunction) => object) | undefined;
}

/** Functions of the host that WebAssembly imports, measured. */
export interface ImportFunctions {
  /** What the engine gets for an import; anything but a function of the host comes back as it is. */
  measured(record: ModuleRecord, value: unknown, name: string): unknown;
  /** The host made a function one that may suspend WebAssembly; the engine does not tell which it was. */
  noteSuspending(suspending: object, fn: unknown): void;
}

export function createImportFunctions(deps: ImportFunctionDeps): ImportFunctions {
  const { wrappers, measureAsync, Suspending } = deps;
  /** A host hands the same function to many instances, and sometimes under many names. */
  const made = new WeakMap<object, Map<FunctionState, unknown>>();
  const suspended = new WeakMap<object, AnyFunction>();

  function once(value: object, state: FunctionState, make: () => unknown): unknown {
    let byState = made.get(value);
    if (!byState) made.set(value, (byState = new Map<FunctionState, unknown>()));
    if (!byState.has(state)) byState.set(state, make());
    return byState.get(state);
  }

  return {
    measured(record, value, name) {
      if (typeof value === 'function') {
        // exported functions of other modules must stay the engine's own
        if (isExportedFunction(value)) return value;
        const state = record.state('import', name);
        return once(value, state, () => wrappers.wrapImport(value as AnyFunction, state));
      }
      const fn = typeof value === 'object' && value !== null ? suspended.get(value) : undefined;
      if (!fn || !Suspending) return value;
      const state = record.state('import', name);
      return once(fn, state, () => new Suspending(measureAsync(fn, state)));
    },
    noteSuspending(suspending, fn) {
      // an exported function in its place is the engine's own business
      if (typeof fn === 'function' && !isExportedFunction(fn)) suspended.set(suspending, fn as AnyFunction);
    },
  };
}
