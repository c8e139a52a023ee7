import type { FunctionState } from '../meter/function-state.js';
import type { ModuleRecord } from '../module/module-record.js';
import { likeNative } from '../patch/patch-property.js';
import type { AnyFunction, FunctionWrappers } from './function-wrappers.js';

/** Calls through tables: embind, `dynCall` and `invoke_*` of Emscripten never touch the exports. */
export interface Tables {
  /** Gives a table own methods that hand out wrappers and take them back. `record` is whose functions it holds. */
  watch(table: WebAssembly.Table, record: ModuleRecord): void;
}

/**
 * The methods are own properties of each table and stay after `stop()`: functions handed out before must still fit
 * into the table that they came from.
 */
export function createTables(wrappers: FunctionWrappers): Tables {
  const watched = new WeakSet<WebAssembly.Table>();

  function stateOf(record: ModuleRecord, raw: AnyFunction): FunctionState {
    return record.state('table', `wasm-function[${raw.name}]`);
  }

  return {
    watch(table, record) {
      if (watched.has(table) || !Object.isExtensible(table)) return;
      watched.add(table);
      // whatever stands there now: another monitor may have come first
      const { get, set, grow } = table;
      const native = { get, set, grow };
      const methods = {
        get(this: WebAssembly.Table, ...args: [number]): unknown {
          const value: unknown = get.apply(this, args);
          return typeof value === 'function'
            ? wrappers.wrap(value as AnyFunction, () => ({
                state: stateOf(record, value as AnyFunction),
                memory: undefined,
              }))
            : value;
        },
        set(this: WebAssembly.Table, ...args: unknown[]): void {
          set.apply(this, args.map(wrappers.unwrap) as [number]);
        },
        grow(this: WebAssembly.Table, ...args: unknown[]): number {
          return grow.apply(this, args.map(wrappers.unwrap) as [number]);
        },
      };
      for (const key of ['get', 'set', 'grow'] as const) {
        // not `Object.defineProperty`: where another library made its own property final, its calls stay uncounted
        Reflect.defineProperty(table, key, {
          value: likeNative(methods[key], native[key]),
          writable: true,
          configurable: true,
          enumerable: false,
        });
      }
    },
  };
}
