import type { ActionRecord } from './finding.js';
import type { HistogramData } from './histogram.js';
import type { Bytes, DurationMs, EpochMs, Pages, PerSecond, Ratio } from './units.js';

/**
 * What was measured in one interval. All counts, times and histograms are of this interval alone, unless a member says
 * that it is a total. A missing reading is absent, never 0.
 */
export interface Snapshot {
  readonly timestamp: EpochMs;
  /** 0, 1, 2 … within one monitor: two snapshots of one millisecond stay apart. */
  readonly sequence: number;
  /** Time since the snapshot before this one (or since the start). */
  readonly interval: DurationMs;
  /** Share of the interval in which the page was visible. */
  readonly visibility: Ratio;
  readonly context: SnapshotContext;
  readonly overhead: Section<OverheadSection>;
  readonly wasm: Section<WasmSection>;
  readonly memory: Section<MemorySection>;
  readonly rendering: Section<RenderingSection>;
  readonly network: Section<NetworkSection>;
  readonly interaction: Section<InteractionSection>;
  /** Metrics of the catalogue that this browser or page cannot give, ascending: `memory.userAgentSpecific`, … */
  readonly unsupported: readonly string[];
  /** What was done to the host in this interval, oldest first; absent where nothing was. */
  readonly actions?: readonly ActionRecord[];
}

/** A collector that failed leaves its error in its place; the others go on. */
export type Section<T> = T | CollectorError;

export interface CollectorError {
  readonly error: string;
}

/** Marks that the host set: they tell a change of work from a fault. */
export interface SnapshotContext {
  /** The host's name of what it shows now, as set by `context.mark('scene', 'city')`: `{ scene: 'city' }`. */
  readonly marks?: Readonly<Record<string, string | number>>;
  /** True where the host said that it was loading at some time of the interval. */
  readonly loading?: boolean;
  /** True where the page came back in the interval from hidden, frozen or the back/forward cache. */
  readonly resumed?: boolean;
}

/** What the monitor itself cost. */
export interface OverheadSection {
  /** Our share of one core, attributed: time in our own callbacks plus calibrated cost of the wrappers. */
  readonly cpu: Ratio;
  /** The same by part, in milliseconds of the interval: `wrappers`, `collectors`, `sampler`, `observers`, … */
  readonly parts: Readonly<Record<string, DurationMs>>;
  /** What the governor has switched off or slowed down, in the order in which it did. */
  readonly shed: readonly string[];
  /** Faults of our own that the guard caught, in total since the start. */
  readonly faults: number;
}

export type WasmSection = WasmNotInitialized | WasmActive;

export interface WasmNotInitialized {
  readonly status: 'not_initialized';
  /** Workers that are to be measured and told of no WebAssembly yet: they are blocked, or have none. */
  readonly workers?: readonly WorkerInfo[];
}

export interface WasmActive {
  readonly status: 'active';
  /** Linear memory reserved by all known memories. It never shrinks. */
  readonly memoryUsage: Bytes;
  /** Live bytes as the modules' allocators report them; absent where no allocator can be read. */
  readonly heapSize?: Bytes;
  readonly executionStats: ExecutionStats;
  /** Calls of the interval by name, as in `functions`. */
  readonly functionCallCounts: Readonly<Record<string, number>>;
  /** Exports called in the interval, by total time, greatest first. */
  readonly functions: readonly FunctionStats[];
  readonly allocatorStats?: AllocatorStats;
  /**
   * Where `heapSize` and `allocatorStats` come from: names of allocator adapters, joined by a comma where modules
   * differ. `host-calls` sees only what JavaScript itself allocates and frees.
   */
  readonly allocatorSource?: string;
  readonly modules: readonly ModuleInfo[];
  /** Growth events of the interval. */
  readonly growth: readonly GrowthEvent[];
  /** Traps of the interval, repeated ones folded. */
  readonly traps: readonly TrapRecord[];
  /** Workers that take part; what they measured is in all the figures above. Absent where there is none. */
  readonly workers?: readonly WorkerInfo[];
}

/** One worker's part in a section. */
export interface WorkerInfo {
  readonly name: string;
  readonly url?: string;
  /** Calls into WebAssembly and their time, as far as it told of them in the interval; absent where it told nothing. */
  readonly calls?: number;
  readonly totalTime?: DurationMs;
  /** Linear memory that its instances can reach, as it was last told; shared memory counts here for each worker. */
  readonly memoryUsage?: Bytes;
  /** How long before the snapshot it was heard last; absent where it was never heard: it is blocked, or has no monitor. */
  readonly lastHeard?: DurationMs;
  /** The call that it has been in for a second or more, where the page is cross-origin isolated. */
  readonly running?: { readonly name: string; readonly time: DurationMs };
  /** What measuring cost it in the interval. */
  readonly overhead?: DurationMs;
}

/**
 * Calls from JavaScript into WebAssembly, all modules, page and workers. Nested calls count as calls; their time counts once. A percentile
 * below the step of the page's clock (0.1 ms, isolated 0.005 ms) is given as that step: it is at most that.
 */
export interface ExecutionStats {
  readonly calls: number;
  readonly totalTime: DurationMs;
  readonly avgExecutionTime?: DurationMs;
  readonly p50?: DurationMs;
  readonly p95?: DurationMs;
  readonly p99?: DurationMs;
  readonly max?: DurationMs;
  /** Calls that threw. */
  readonly errors: number;
}

/** `export`: called through an instance; `table`: through a table; `import`: WASM calling out; `host`: `measureFunction`. */
export type FunctionKind = 'export' | 'table' | 'import' | 'host';

export interface FunctionStats {
  readonly name: string;
  /** `ModuleInfo.id` of its module; absent for `host`. */
  readonly module?: string;
  /** Name of the worker that called it; absent for the page's own calls. */
  readonly worker?: string;
  readonly kind: FunctionKind;
  readonly calls: number;
  /** Estimated from the timed calls where `samplingRate` < 1. Includes what it called. */
  readonly totalTime: DurationMs;
  /** The same without the time of other measured functions that it called. */
  readonly selfTime?: DurationMs;
  readonly histogram?: HistogramData;
  readonly errors: number;
  /** Share of the calls that were timed. */
  readonly samplingRate: Ratio;
  /** Change of linear memory and JS heap over all timed calls (`measureFunction` only). */
  readonly memoryDelta?: number;
}

/** As in the allocator contract; sums over all modules that have it. */
export interface AllocatorStats {
  /** Bytes ever handed out and taken back, in total. */
  readonly totalAllocated: Bytes;
  readonly totalDeallocated: Bytes;
  /** Live allocations now. */
  readonly currentAllocations: number;
  readonly peakMemoryUsage: Bytes;
  /** 0: free space is one block; towards 1: it is scattered. */
  readonly fragmentationRatio?: Ratio;
}

export interface ModuleInfo {
  /** Unique within a session, short, stable for the same bytes and name. */
  readonly id: string;
  readonly name: string;
  readonly buildId?: string;
  readonly url?: string;
  readonly bytes?: Bytes;
  readonly compileTime?: DurationMs;
  readonly instantiateTime?: DurationMs;
  /** Compiled while it came over the network. */
  readonly streaming?: boolean;
  /** Answered by a cache of the browser; absent where no resource timing tells. */
  readonly cached?: boolean;
  /**
   * What the module uses beyond WebAssembly 1.0, by names of the tool conventions (`simd128`, `atomics`, …), ascending. At
   * least these: what shows only in instructions is known where the toolchain wrote it down.
   */
  readonly features?: readonly string[];
  /** Bytes by section: `code`, `data`, `custom:name`, …; absent where the bytes went past us (streaming). */
  readonly sections?: Readonly<Record<string, Bytes>>;
  readonly instances: number;
  readonly exports: number;
  readonly imports: number;
  readonly memories: readonly MemoryInfo[];
}

export interface MemoryInfo {
  readonly name: string;
  readonly reserved: Bytes;
  readonly initial?: Pages;
  /** As declared; absent where the module declares none. */
  readonly maximum?: Pages;
  readonly shared: boolean;
  /** Of shared memories: the same wherever page and workers share one. */
  readonly id?: string;
  /** Live bytes from this module's allocator, where it can be read. */
  readonly live?: Bytes;
  /** Live bytes are at most this: the program break, which only rises. Given where the allocator tells no more. */
  readonly liveAtMost?: Bytes;
  /** The allocator adapter that `live` or `liveAtMost` come from: `abi`, `emscripten`, `sbrk`, `host-calls`, … */
  readonly allocator?: string;
}

export interface GrowthEvent {
  readonly timestamp: EpochMs;
  readonly module: string;
  readonly memory: string;
  readonly pagesBefore: Pages;
  readonly pagesAfter: Pages;
  /** The export that was running, where it is known. */
  readonly during?: string;
  /** The host's function that asked for it, where JavaScript did: `_emscripten_resize_heap`, `growMemory`, … */
  readonly host?: string;
  /** Time that the growth took, where it was called from JavaScript. */
  readonly duration?: DurationMs;
  /** Name of the worker that saw it; absent where the page did. */
  readonly worker?: string;
}

export interface TrapRecord {
  readonly timestamp: EpochMs;
  /** `unreachable`, `memory access out of bounds`, `stack overflow`, … */
  readonly kind: string;
  readonly message: string;
  readonly module?: string;
  readonly export?: string;
  /** Name of the worker in which it was; absent for the page. */
  readonly worker?: string;
  readonly stack?: readonly string[];
  readonly buildId?: string;
  /**
   * What was called in the second or two before the first of these traps, with how often; what is known to have run
   * last stands first. Counts are exact; the order is that of the last timed calls, so it is a guess where few are.
   */
  readonly lastCalls?: readonly { readonly name: string; readonly calls: number }[];
  /** All memories together when the first of these traps was seen; live bytes as last read before it. */
  readonly memory?: { readonly reserved: Bytes; readonly live?: Bytes; readonly headroom?: Bytes };
  /** The host's marks at that time. */
  readonly marks?: Readonly<Record<string, string | number>>;
  /** How often it was seen in the interval. */
  readonly count: number;
}

export interface MemorySection {
  /** JS heap and linear memory together, as far as both are known. */
  readonly used?: Bytes;
  readonly jsHeapUsed?: Bytes;
  readonly jsHeapLimit?: Bytes;
  /** The newest answer of `measureUserAgentSpecificMemory()`, with its age. */
  readonly userAgentSpecific?: { readonly bytes: Bytes; readonly age: DurationMs };
  readonly wasmReserved?: Bytes;
  readonly wasmLive?: Bytes;
  /** Bytes left to the nearest declared maximum. */
  readonly headroom?: Bytes;
  /** Forecast of the time until a declared maximum is reached, at the trend of the last minutes. */
  readonly timeToLimit?: DurationMs;
}

export interface RenderingSection {
  /** Frames presented per second of visible time; absent where the page presented none and asked for none. */
  readonly fps?: PerSecond;
  readonly frames: number;
  /** Time between frames. */
  readonly frameTime?: HistogramData;
  readonly longFrames: readonly LongFrame[];
  /** Frames that the display could have shown and the page did not. */
  readonly droppedFrames?: number;
  readonly refreshRate?: PerSecond;
  /** Cumulative layout shift of the interval (Layout Instability API), without shifts right after input. */
  readonly layoutShift?: number;
  /**
   * GPU time of the interval, of the drawing that the host handed to `measureGpu`. Estimated from the measured part
   * where the GPU was asked faster than it answers; absent where the timer-query extension is missing.
   */
  readonly gpuTime?: DurationMs;
}

/** A Long Animation Frame (over 50 ms), with what ran in it. */
export interface LongFrame {
  readonly timestamp: EpochMs;
  readonly duration: DurationMs;
  readonly blockingDuration?: DurationMs;
  readonly renderDuration?: DurationMs;
  readonly scripts: readonly LongFrameScript[];
  readonly verdict?: LongFrameVerdict;
}

export interface LongFrameScript {
  readonly invoker?: string;
  readonly url?: string;
  readonly function?: string;
  readonly duration: DurationMs;
}

/** Why the frame was late, from what was measured. */
export interface LongFrameVerdict {
  readonly cause: 'export' | 'memory-growth' | 'script' | 'layout' | 'garbage-collection' | 'gpu' | 'unknown';
  /** The export or script, where there is one. */
  readonly name?: string;
  /** Share of the frame's duration that it explains. */
  readonly share?: Ratio;
  readonly confidence: Ratio;
}

export type RequestKind = 'wasm' | 'script' | 'fetch' | 'image' | 'other';

export interface RequestStats {
  readonly requests: number;
  readonly failures: number;
  readonly cacheHits: number;
  readonly transferSize: Bytes;
  /** Of the requests that went over the network; what a cache answers says nothing of it. Absent without such a request. */
  readonly latency?: HistogramData;
}

export interface NetworkSection extends RequestStats {
  /** Hits over requests whose answer tells which they were; absent without such a request. */
  readonly cacheHitRate?: Ratio;
  readonly byKind: Readonly<Partial<Record<RequestKind, RequestStats>>>;
}

export interface InteractionSection {
  /** Events by type: `click`, `keydown`, `pointerdown`, `wheel`, … */
  readonly count: Readonly<Record<string, number>>;
  /** From the event to the start of its handler: the longest of the interval. */
  readonly inputDelay?: DurationMs;
  /** The page's INP so far (web-vitals). */
  readonly interactionToNextPaint?: DurationMs;
  /** Latency of each interaction of the interval, from input to next paint. */
  readonly latency?: HistogramData;
  /** Bursts of three or more clicks in one place within a second. */
  readonly rageClicks: number;
  /** Clicks after which nothing changed: no frame, no mutation, no navigation. */
  readonly deadClicks: number;
  readonly webVitals: WebVitals;
}

/** Page totals so far, as web-vitals defines them. */
export interface WebVitals {
  readonly LCP?: DurationMs;
  readonly FCP?: DurationMs;
  readonly INP?: DurationMs;
  readonly TTFB?: DurationMs;
  readonly CLS?: number;
}
