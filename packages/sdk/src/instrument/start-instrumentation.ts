import { abiAllocator } from './allocators/abi.js';
import { emscriptenAllocator } from './allocators/emscripten.js';
import type { AllocatorAdapter, AllocatorReader } from './allocator.js';
import type { Instrumentation } from './instrumentation.js';
import { measureFunction } from './measure-function.js';
import { createMemories, type MemoryTracker } from './memory/memory-tracker.js';
import { createMemoryReport } from './memory/memory-report.js';
import { isProbing, probeMaximum } from './memory/probe-maximum.js';
import { createClock, type Clock } from './meter/clock.js';
import { createCostMeter } from './meter/cost-meter.js';
import { NEVER, createFunctionState, type FunctionState } from './meter/function-state.js';
import { createMeter } from './meter/meter.js';
import { moduleInfo, type ModuleRecord } from './module/module-record.js';
import { createModuleRegistry } from './module/module-registry.js';
import { patchBoundary } from './patch/patch-boundary.js';
import { patchLoading } from './patch/patch-loading.js';
import { forceSample, takeReading, takeTickReading, type ReadingDeps } from './reading.js';
import { createTraps } from './trap/traps.js';
import { createFunctionWrappers, isExportedFunction, type AnyFunction } from './wrap/function-wrappers.js';
import { createTables } from './wrap/tables.js';
import { wrapExports } from './wrap/wrap-exports.js';

export interface InstrumentationOptions {
  /** Reads live bytes from modules' allocators; these are asked before the built-in ones. Default: none. */
  readonly allocators?: readonly AllocatorAdapter[];
  /** Counts and times calls from WebAssembly out to JavaScript too, sampled (kind `import`). Default: false. */
  readonly imports?: boolean;
  /** For tests and other runtimes. Default: the page's `performance.now`, looked at for a third of a millisecond. */
  readonly clock?: Clock;
  /** Epoch milliseconds. Default: `Date.now`. */
  readonly epochNow?: () => number;
}

/** The last level of shedding: nothing is measured. */
const LEVEL_OFF = 4;

/**
 * Patches `WebAssembly` in this realm and measures every module loaded from now on. Throws nothing where WebAssembly is
 * missing: then there is nothing to measure.
 */
export function startInstrumentation(options: InstrumentationOptions = {}): Instrumentation {
  const { clock = createClock(), epochNow = () => Date.now() } = options;
  const supported = typeof WebAssembly !== 'undefined';
  const natives = supported ? { Module: WebAssembly.Module, Instance: WebAssembly.Instance } : undefined;
  const adapters = [...(options.allocators ?? []), abiAllocator, emscriptenAllocator];
  let stopped = false;
  let active = false;

  const meter = createMeter(clock);
  const modules = createModuleRegistry();
  const memories = createMemories(epochNow);
  const traps = createTraps(epochNow);
  const hostStates = new Map<string, FunctionState>();
  const allocators = new WeakMap<WebAssembly.Memory, AllocatorReader>();
  const wrappedExports = new WeakMap<WebAssembly.Exports, WebAssembly.Exports>();
  const instanceMemories = new WeakMap<WebAssembly.Instance, MemoryTracker>();

  const fail = (state: FunctionState, error: unknown): unknown => {
    state.errors += 1;
    traps.note(error, state);
    return error;
  };
  const wrappers = createFunctionWrappers({
    enter: (state) => meter.enter(state),
    leave(frame, memory) {
      meter.leave(frame);
      if (!memory) return;
      if (memory.buffer.byteLength === 0) memories.check(memory, frame.state.name);
      if (!memory.listed) memories.list(memory);
    },
    fail,
  });
  const tables = createTables(wrappers);

  function findAllocator(raw: WebAssembly.Exports, memory: WebAssembly.Memory | undefined): void {
    if (!memory || allocators.has(memory)) return;
    for (const adapter of adapters) {
      const reader = adapter.recognise(raw, memory);
      if (reader) {
        allocators.set(memory, reader);
        return;
      }
    }
  }

  function exportsOf(instance: WebAssembly.Instance, raw: WebAssembly.Exports): WebAssembly.Exports {
    const known = wrappedExports.get(raw);
    if (known) return known;
    active = true;
    const record = modules.recordOf(instance) ?? modules.record(undefined);
    modules.addInstance(instance, record);
    if (record.exports === 0) record.exports = Object.keys(raw).length;
    for (const [name, value] of Object.entries(raw)) {
      if (value instanceof WebAssembly.Memory) {
        const tracker = memories.track(value, record, name);
        if (!instanceMemories.has(instance)) instanceMemories.set(instance, tracker);
      }
    }
    const memory = instanceMemories.get(instance);
    findAllocator(raw, memory?.memory);
    const wrapped = wrapExports(raw, {
      record,
      memory,
      wrappers,
      onTable: (table) => tables.watch(table, record),
    });
    wrappedExports.set(raw, wrapped);
    return wrapped;
  }

  function shadowExports(instance: WebAssembly.Instance, raw: WebAssembly.Exports): WebAssembly.Exports {
    let wrapped = raw;
    try {
      wrapped = exportsOf(instance, raw);
    } catch {
      // a fault of ours must not cost the host its exports: it gets the raw ones, unmeasured
    }
    if (wrapped !== raw) {
      Reflect.defineProperty(instance, 'exports', { value: wrapped, configurable: true, writable: false });
    }
    return wrapped;
  }

  const importWrappers = new WeakMap<object, AnyFunction>();

  /** Functions of the host are wrapped; exported functions of other modules must stay the engine's own. */
  function wrapImport(record: ModuleRecord, value: unknown, name: string): unknown {
    if (typeof value !== 'function' || isExportedFunction(value)) return value;
    const known = importWrappers.get(value);
    if (known) return known;
    const wrapped = wrappers.wrapImport(value as AnyFunction, record.state('import', name));
    importWrappers.set(value, wrapped);
    return wrapped;
  }

  /** Between the reading of a module's imports and its instance. */
  const importedMemories = new WeakMap<ModuleRecord, WeakRef<MemoryTracker>>();
  const patches = !supported
    ? []
    : [
        ...patchLoading({
          modules,
          now: clock.now,
          urlOf: () => undefined,
          stopped: () => stopped || isProbing(),
          importPasser: (recordOf) => (value, _module, name) => {
            const record = recordOf();
            if (value instanceof WebAssembly.Memory) {
              importedMemories.set(record, new WeakRef(memories.track(value, record, name)));
            }
            if (value instanceof WebAssembly.Table) tables.watch(value, record);
            const given = wrappers.unwrap(value);
            return options.imports && given === value ? wrapImport(record, value, name) : given;
          },
          onInstance(instance, record) {
            active = true;
            modules.addInstance(instance, record);
            const imported = importedMemories.get(record)?.deref();
            if (imported) instanceMemories.set(instance, imported);
            importedMemories.delete(record);
          },
          exportsOf: shadowExports,
        }),
        ...patchBoundary({
          unwrap: wrappers.unwrap,
          onTable: () => undefined,
          onMemory: () => undefined,
          aroundGrow(memory, grow) {
            const tracker = memories.find(memory);
            if (!tracker || stopped) return grow();
            const start = clock.now();
            const result = grow();
            const during = meter.current?.state.name;
            memories.noteGrowth(tracker, {
              duration: clock.now() - start,
              ...(during === undefined ? {} : { during }),
            });
            return result;
          },
        }),
      ];

  function* states(): Generator<FunctionState> {
    for (const record of modules.records) yield* record.states();
    yield* hostStates.values();
  }
  const cost = createCostMeter(meter, states);
  const memory = createMemoryReport({
    memories,
    allocatorOf: (each) => allocators.get(each),
    probeMaximum: (each) => probeMaximum(each, natives),
    during: () => meter.current?.state.name,
  });
  const deps: ReadingDeps = {
    clock,
    meter,
    traps,
    states,
    memory,
    modules: () =>
      [...modules.records].map((record: ModuleRecord) => {
        modules.describe(record);
        return moduleInfo(record, memory.of(record));
      }),
  };

  return {
    get active() {
      return active;
    },
    instrument(instance, name) {
      const raw = instance.exports;
      if (stopped) return raw;
      const record = modules.recordOf(instance) ?? modules.record(undefined);
      if (name !== undefined) {
        record.name = name;
        record.named = true;
      }
      modules.addInstance(instance, record);
      return shadowExports(instance, raw);
    },
    measureFunction(name, fn) {
      let state = hostStates.get(name);
      if (!state) hostStates.set(name, (state = createFunctionState({ name, kind: 'host' })));
      return measureFunction(
        {
          meter,
          now: clock.now,
          memoryNow: () => memories.poll().reduce((total, { bytes }) => total + bytes, 0),
          fail,
          stopped: () => stopped,
        },
        state,
        fn,
      );
    },
    take() {
      const reading = takeReading(deps);
      modules.forgetUnused();
      return reading;
    },
    takeTick: () => takeTickReading(deps),
    callsBetween: (start, end) => meter.recent.between(start, end),
    takeCost: () => cost.take(),
    setLevel(level) {
      if (level === meter.level) return;
      meter.setLevel(level);
      for (const state of states()) forceSample(state);
    },
    stop() {
      if (stopped) return;
      stopped = true;
      meter.setLevel(LEVEL_OFF);
      for (const state of states()) {
        state.armed += NEVER - state.left;
        state.left = NEVER;
      }
      for (const patch of patches.toReversed()) patch.restore();
    },
  };
}
