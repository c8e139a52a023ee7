import type { ObserveCall } from '../allocator.js';
import type { ModuleRecord } from '../module/module-record.js';
import type { MemoryTracker } from '../memory/memory-tracker.js';
import type { AnyFunction, FunctionWrappers } from './function-wrappers.js';

/** Modules with more exported functions than this are wrapped in part: 65,000 wrappers cost seconds and megabytes. */
export const MAX_WRAPPED_EXPORTS = 8_000;

/** Where there are too many: what runtimes call by themselves is wrapped first, and what only linkers call last. */
const RUNTIME_NAME = /^_*(wasm|emscripten|start|initialize|stack|malloc|free|main|set_?threw)/i;
const LINKER_NAME = /^(_Z|_R|orig\$|_GLOBAL_)/;

export interface ExportsContext {
  readonly record: ModuleRecord;
  readonly memory: MemoryTracker | undefined;
  readonly wrappers: FunctionWrappers;
  /** Tables among the exports: calls through them are measured too. */
  onTable(table: WebAssembly.Table): void;
  /** What is called in the place of an export that an allocator looks at. */
  observe(name: string): ObserveCall | undefined;
}

/**
 * The object that the host gets in place of an instance's exports: null prototype, frozen, same keys in the same order.
 * Made as an ordinary object first: one made by `Object.create(null)` stays in slow dictionary mode.
 */
export function wrapExports(raw: WebAssembly.Exports, context: ExportsContext): WebAssembly.Exports {
  const { record, memory, wrappers, onTable, observe } = context;
  const names = Object.keys(raw);
  const select = selectExports(names, record);
  const wrapped: Record<string, unknown> = {};
  const wrapResult = (f: AnyFunction): AnyFunction =>
    wrappers.wrap(f, () => ({ state: record.state('table', `wasm-function[${f.name}]`), memory }));
  for (const name of names) {
    const value: unknown = raw[name];
    if (typeof value === 'function' && select(name)) {
      const references = record.facts?.referenceExports.has(name) === true;
      const observed = observe(name);
      setOwn(
        wrapped,
        name,
        wrappers.wrap(value as AnyFunction, () => ({
          state: record.state('export', name),
          memory,
          ...(references ? { wrapResult } : {}),
          ...(observed ? { observed } : {}),
        })),
      );
    } else {
      if (value instanceof WebAssembly.Table) onTable(value);
      setOwn(wrapped, name, value);
    }
  }
  Object.setPrototypeOf(wrapped, null);
  return Object.freeze(wrapped) as WebAssembly.Exports;
}

function selectExports(names: readonly string[], record: ModuleRecord): (name: string) => boolean {
  if (names.length <= MAX_WRAPPED_EXPORTS) return () => true;
  const rank = (name: string): number => (RUNTIME_NAME.test(name) ? 0 : LINKER_NAME.test(name) ? 2 : 1);
  const ranked = [...names].sort((a, b) => rank(a) - rank(b));
  const chosen = new Set(ranked.slice(0, MAX_WRAPPED_EXPORTS));
  record.unwrappedExports = names.length - chosen.size;
  return (name) => chosen.has(name);
}

/** An export may be called `__proto__`: assignment would then set the prototype. */
function setOwn(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
  } else target[name] = value;
}
