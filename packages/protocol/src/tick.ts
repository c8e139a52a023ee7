import type { Bytes, DurationMs, EpochMs, PerSecond, Ratio } from './units.js';

/** The cheap signals of one second, for detection. All counts are of this tick. A missing reading is absent. */
export interface Tick {
  readonly timestamp: EpochMs;
  readonly interval: DurationMs;
  readonly visibility: Ratio;
  readonly loading?: boolean;
  /** Changes when the host marks another scene, dataset or size. */
  readonly mark?: string;
  /** Time inside WebAssembly and calls into it. */
  readonly wasmTime?: DurationMs;
  readonly wasmCalls?: number;
  readonly wasmReserved?: Bytes;
  readonly wasmLive?: Bytes;
  /** Bytes handed out by allocators, per second. */
  readonly allocationRate?: PerSecond;
  readonly fragmentation?: Ratio;
  readonly headroom?: Bytes;
  readonly traps?: number;
  readonly jsHeapUsed?: Bytes;
  readonly fps?: PerSecond;
  /** The longest time between two frames. */
  readonly frameTimeMax?: DurationMs;
  readonly longFrames?: number;
  readonly refreshRate?: PerSecond;
  readonly requests?: number;
  readonly cacheHits?: number;
  readonly failures?: number;
  /** Mean latency of the requests that ended in this tick, without those that a cache answered. */
  readonly latency?: DurationMs;
  /** The longest input latency of the tick. */
  readonly inputLatency?: DurationMs;
  /** The hottest exports: name → `[calls, time in ms]`; those of one name in several modules are added up. */
  readonly functions?: Readonly<Record<string, readonly [calls: number, time: DurationMs]>>;
}
