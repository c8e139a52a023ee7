import type { KnownAllocators } from '../allocators/known-allocators.js';
import type { Memories, MemoryTracker } from '../memory/memory-tracker.js';
import type { ModuleRecord } from '../module/module-record.js';
import type { ModuleRegistry } from '../module/module-registry.js';
import type { FunctionWrappers } from './function-wrappers.js';
import type { Tables } from './tables.js';
import { wrapExports } from './wrap-exports.js';

export interface InstanceExportsDeps {
  readonly modules: ModuleRegistry;
  readonly memories: Memories;
  readonly allocators: KnownAllocators;
  readonly wrappers: FunctionWrappers;
  readonly tables: Tables;
}

/** What the host sees as `instance.exports`, and which memory belongs to which instance. */
export interface InstanceExports {
  /** True once an instance was seen. */
  readonly active: boolean;
  /** An import that is about to go into an instance of this module. */
  noteImport(record: ModuleRecord, value: unknown, name: string): void;
  /** An instance was made of this module. */
  noteInstance(instance: WebAssembly.Instance, record: ModuleRecord): void;
  /** The wrapped exports, made once; they replace the getter's on this instance. Never throws: `raw` where we fail. */
  shadow(instance: WebAssembly.Instance, raw: WebAssembly.Exports): WebAssembly.Exports;
}

export function createInstanceExports(deps: InstanceExportsDeps): InstanceExports {
  const { modules, memories, allocators, wrappers, tables } = deps;
  const wrappedExports = new WeakMap<WebAssembly.Exports, WebAssembly.Exports>();
  const instanceMemories = new WeakMap<WebAssembly.Instance, MemoryTracker>();
  /** Between the reading of a module's imports and its instance. */
  const importedMemories = new WeakMap<ModuleRecord, WeakRef<MemoryTracker>>();
  let active = false;

  function memoryOf(
    instance: WebAssembly.Instance,
    raw: WebAssembly.Exports,
    record: ModuleRecord,
  ): MemoryTracker | undefined {
    for (const [name, value] of Object.entries(raw)) {
      if (value instanceof WebAssembly.Memory) {
        const tracker = memories.track(value, record, name);
        if (!instanceMemories.has(instance)) instanceMemories.set(instance, tracker);
      }
    }
    return instanceMemories.get(instance);
  }

  function wrap(instance: WebAssembly.Instance, raw: WebAssembly.Exports): WebAssembly.Exports {
    const known = wrappedExports.get(raw);
    if (known) return known;
    active = true;
    const record = modules.recordOf(instance) ?? modules.record(undefined);
    modules.addInstance(instance, record);
    if (record.exports === 0) record.exports = Object.keys(raw).length;
    if (!record.anyExports?.deref()) record.anyExports = new WeakRef(raw);
    const tracker = memoryOf(instance, raw, record);
    if (tracker) allocators.meet(raw, tracker.memory);
    const wrapped = wrapExports(raw, {
      record,
      memory: tracker,
      wrappers,
      observe: (name) => tracker && allocators.observe(tracker.memory, name),
      onTable: (table) => tables.watch(table, record),
    });
    wrappedExports.set(raw, wrapped);
    return wrapped;
  }

  return {
    get active() {
      return active;
    },
    noteImport(record, value, name) {
      if (value instanceof WebAssembly.Memory) {
        importedMemories.set(record, new WeakRef(memories.track(value, record, name)));
      }
      if (value instanceof WebAssembly.Table) tables.watch(value, record);
    },
    noteInstance(instance, record) {
      active = true;
      modules.addInstance(instance, record);
      const imported = importedMemories.get(record)?.deref();
      if (imported) instanceMemories.set(instance, imported);
      importedMemories.delete(record);
    },
    shadow(instance, raw) {
      let wrapped = raw;
      try {
        wrapped = wrap(instance, raw);
      } catch {
        // a fault of ours must not cost the host its exports: it gets the raw ones, unmeasured
      }
      if (wrapped !== raw) {
        Reflect.defineProperty(instance, 'exports', { value: wrapped, configurable: true, writable: false });
      }
      return wrapped;
    },
  };
}
