import type { TrapRecord } from '@wasm-vitals/protocol';
import { abiAllocator } from './allocators/abi.js';
import { emscriptenAllocator } from './allocators/emscripten.js';
import { hostCallsAllocator } from './allocators/host-calls.js';
import { createKnownAllocators } from './allocators/known-allocators.js';
import { sbrkAllocator } from './allocators/sbrk.js';
import type { AllocatorAdapter } from './allocator.js';
import type { Instrumentation } from './instrumentation.js';
import { measureFunction } from './measure-function.js';
import { createAroundGrow } from './memory/around-grow.js';
import { createMemories } from './memory/memory-tracker.js';
import { createMemoryReport } from './memory/memory-report.js';
import { isProbing, probeMaximum } from './memory/probe-maximum.js';
import { createCalibration } from './meter/calibrate.js';
import { createClock, type Clock } from './meter/clock.js';
import { createCostMeter } from './meter/cost-meter.js';
import {
  NEVER,
  callsOf,
  createFunctionState,
  forceSample,
  type FunctionState,
} from './meter/function-state.js';
import { createMeter, type Frame } from './meter/meter.js';
import { COUNT_ONLY } from './meter/sampling.js';
import { moduleInfo, type ModuleRecord } from './module/module-record.js';
import { createModuleRegistry } from './module/module-registry.js';
import { createImportFunctions, type ImportFunctionDeps } from './patch/import-functions.js';
import { patchBoundary } from './patch/patch-boundary.js';
import { patchLoading } from './patch/patch-loading.js';
import { takeReading, takeTickReading, type ReadingDeps } from './reading.js';
import { createLastCalls } from './trap/last-calls.js';
import { createTrapContext } from './trap/trap-context.js';
import { createTraps } from './trap/traps.js';
import { createFunctionWrappers } from './wrap/function-wrappers.js';
import { createInstanceExports } from './wrap/instance-exports.js';
import { createTables } from './wrap/tables.js';

export interface InstrumentationOptions {
  /** Reads live bytes from modules' allocators; these are asked before the built-in ones. Default: none. */
  readonly allocators?: readonly AllocatorAdapter[];
  /** Counts and times calls from WebAssembly out to JavaScript too, sampled (kind `import`). Default: false. */
  readonly imports?: boolean;
  /** Derives live bytes from the host's calls of `malloc`, `free`, … where a module tells no better. Default: false. */
  readonly allocatorCalls?: boolean;
  /** The host's marks, for what is recorded at a trap. */
  readonly marks?: () => TrapRecord['marks'];
  /** Told of each timed call, as it begins and once it is recorded. Must not throw. */
  readonly watch?: CallWatch;
  /** For tests and other runtimes. Default: the page's `performance.now`, looked at for a third of a millisecond. */
  readonly clock?: Clock;
  /** Epoch milliseconds. Default: `Date.now`. */
  readonly epochNow?: () => number;
}

export interface CallWatch {
  entered(frame: Frame): void;
  left(frame: Frame): void;
}

/**
 * Patches `WebAssembly` in this realm and measures every module loaded from now on. Throws nothing where WebAssembly is
 * missing: then there is nothing to measure.
 */
export function startInstrumentation(options: InstrumentationOptions = {}): Instrumentation {
  const { clock = createClock(), epochNow = () => Date.now(), watch } = options;
  const supported = typeof WebAssembly !== 'undefined';
  const natives = supported ? { Module: WebAssembly.Module, Instance: WebAssembly.Instance } : undefined;
  const suspending: unknown = supported ? Reflect.get(WebAssembly, 'Suspending') : undefined;
  let stopped = false;

  const meter = createMeter(clock);
  const modules = createModuleRegistry();
  const memories = createMemories(epochNow);
  const hostStates = new Map<string, FunctionState>();
  const allocators = createKnownAllocators(
    [
      ...(options.allocators ?? []),
      abiAllocator,
      emscriptenAllocator,
      ...(options.allocatorCalls ? [hostCallsAllocator] : []),
      sbrkAllocator,
    ],
    { now: clock.now, stopped: () => stopped },
  );
  const memory = createMemoryReport({
    memories,
    allocators,
    probeMaximum: (each) => probeMaximum(each, natives),
    during: () => meter.current?.state.name,
  });
  const lastCalls = createLastCalls({
    states,
    callsThisTick: (state) => callsOf(state) - state.tick.calls,
    recent: meter.recent,
  });
  const traps = createTraps({
    epochNow,
    ...createTrapContext({ modules, memory, lastCalls, now: clock.now, marks: options.marks }),
  });

  const fail = (state: FunctionState, error: unknown): unknown => {
    state.errors += 1;
    try {
      traps.note(error, state);
    } catch {
      // no room left on the stack, or a fault of ours: the host gets its own error in any case
    }
    return error;
  };
  /** The innermost timed call into WebAssembly that is going on. */
  const running = (): string | undefined => {
    const state = meter.current?.state;
    return state?.entry ? state.name : undefined;
  };
  const wrappers = createFunctionWrappers({
    enter(state, memory) {
      // what grew before this call is not this call's growth, but that of the one around it
      if (memory?.buffer.byteLength === 0) memories.check(memory, running());
      const frame = meter.enter(state);
      watch?.entered(frame);
      return frame;
    },
    leave(frame, memory) {
      meter.leave(frame);
      if (memory) {
        if (memory.buffer.byteLength === 0) memories.check(memory, frame.state.name);
        if (!memory.listed) memories.list(memory);
      }
      watch?.left(frame);
    },
    fail,
  });
  const tables = createTables(wrappers);
  const instanceExports = createInstanceExports({ modules, memories, allocators, wrappers, tables });

  const importFunctions = createImportFunctions({
    wrappers,
    measureAsync: (fn, state) =>
      measureFunction({ meter, now: clock.now, fail, stopped: () => stopped }, state, fn),
    Suspending: suspending as ImportFunctionDeps['Suspending'],
  });

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
            instanceExports.noteImport(record, value, name);
            const given = wrappers.unwrap(value);
            return options.imports && given === value ? importFunctions.measured(record, value, name) : given;
          },
          onInstance: instanceExports.noteInstance,
          exportsOf: instanceExports.shadow,
        }),
        ...patchBoundary({
          unwrap: wrappers.unwrap,
          onTable: () => undefined,
          onMemory: () => undefined,
          aroundGrow: createAroundGrow({
            memories,
            now: clock.now,
            running,
            stopped: () => stopped,
          }),
          onSuspending: importFunctions.noteSuspending,
        }),
      ];

  function* states(): Generator<FunctionState> {
    for (const record of modules.records) yield* record.states();
    yield* hostStates.values();
  }
  const calibration = createCalibration({
    clock,
    meter,
    wrap: (f, state) => wrappers.wrap(f, () => ({ state, memory: undefined })),
  });
  const cost = createCostMeter({
    costs: meter.costs,
    timedCalls: () => meter.timedCalls - calibration.timedCalls,
    states,
  });
  const deps: ReadingDeps = {
    clock,
    meter,
    traps,
    states,
    memory,
    lastCalls,
    modules: () =>
      [...modules.records].map((record: ModuleRecord) => {
        modules.describe(record);
        return moduleInfo(record, memory.of(record));
      }),
  };

  return {
    get active() {
      return instanceExports.active;
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
      return instanceExports.shadow(instance, raw);
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
    takeTick() {
      calibration.step();
      return takeTickReading(deps);
    },
    callsBetween: (start, end) => meter.recent.between(start, end),
    sharedMemories: () => memory.shared(),
    takeCost: () => cost.take(),
    setLevel(level) {
      if (level === meter.sampling.level) return;
      meter.sampling.level = level;
      for (const state of states()) forceSample(state);
    },
    stop() {
      if (stopped) return;
      stopped = true;
      meter.sampling.level = COUNT_ONLY;
      for (const state of states()) {
        state.armed += NEVER - state.left;
        state.left = NEVER;
      }
      for (const patch of patches.toReversed()) patch.restore();
    },
  };
}
