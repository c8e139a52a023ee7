import type {
  FunctionStats,
  GrowthEvent,
  HistogramData,
  ModuleInfo,
  TrapRecord,
  WasmActive,
} from '@wasm-vitals/protocol';

/** What the instrumentation measured since the last `take`, as the WASM collector reads it. */
export interface WasmReading {
  /** Calls from JavaScript into WebAssembly (nested ones count too) and their time (nested ones counted once). */
  readonly calls: number;
  readonly totalTime: number;
  readonly errors: number;
  /** Over all functions, weighted by sampling. Empty where nothing was timed. */
  readonly histogram: HistogramData;
  readonly functions: readonly FunctionStats[];
  readonly modules: readonly ModuleInfo[];
  readonly memoryUsage: number;
  readonly heapSize?: number;
  readonly allocatorStats?: NonNullable<WasmActive['allocatorStats']>;
  /** Names of the adapters that both come from. */
  readonly allocatorSource?: string;
  /** Bytes to the nearest declared maximum. */
  readonly headroom?: number;
  readonly growth: readonly GrowthEvent[];
  readonly traps: readonly TrapRecord[];
}

/** The cheap totals of one tick, without histograms. */
export interface WasmTickReading {
  readonly calls: number;
  readonly totalTime: number;
  readonly traps: number;
  readonly reserved?: number;
  readonly live?: number;
  readonly totalAllocated?: number;
  readonly fragmentation?: number;
  readonly headroom?: number;
  /** The hottest functions of the tick: name → [calls, time]. */
  readonly functions: Readonly<Record<string, readonly [number, number]>>;
}

/** A shared linear memory that is alive. `id` is of this realm: another realm has another one for the same memory. */
export interface SharedMemory {
  readonly id: string;
  readonly buffer: SharedArrayBuffer;
}

/** The contract between what patches WebAssembly and what summarises it. */
export interface Instrumentation {
  /** True once any instance was seen. */
  readonly active: boolean;
  /** Registers an instance made before the monitor, and returns wrapped exports (the host may use or ignore them). */
  instrument(instance: WebAssembly.Instance, name?: string): WebAssembly.Exports;
  /** Wraps a function of the host. Sync stays sync, async stays async; `this`, arguments, result and errors pass unchanged. */
  measureFunction<F extends (...args: never[]) => unknown>(name: string, fn: F): F;
  /** Reads and resets the interval's data. */
  take(): WasmReading;
  /** Reads and resets the tick's own counters; leaves the interval's alone. */
  takeTick(): WasmTickReading;
  /** Time in WebAssembly by outermost function between two monotonic times of the last seconds, greatest first. */
  readonly callsBetween?: (
    start: number,
    end: number,
  ) => readonly { readonly name: string; readonly time: number }[];
  /** Shared memories, which other workers may have as well; their ids stand in `MemoryInfo.id`. */
  readonly sharedMemories?: () => readonly SharedMemory[];
  /** Milliseconds that the wrappers are estimated to have cost since the last call. */
  takeCost(): number;
  /** 0 is full measurement; each step sheds more: longer periods, then counting only, then nothing. */
  setLevel(level: number): void;
  /** Restores every patched global. Functions already handed out go on working, and measure no more. */
  stop(): void;
}
