import type { Random } from './random.js';

/** What a page is like: drawn once a session. Times in ms, sizes in bytes, rates per second. */
export interface Page {
  /** `loop`: draws every frame; `demand`: draws when something moves; `worker`: WASM runs beside the frames. */
  readonly drive: 'loop' | 'demand' | 'worker';
  readonly refresh: number;
  readonly callsPerFrame: number;
  readonly callsPerSecond: number;
  readonly meanCall: number;
  /** Cost of the frame outside WebAssembly. */
  readonly frameCost: number;
  /** Shares of calls, and mean time relative to `meanCall`, by export. */
  readonly exports: readonly { readonly name: string; readonly calls: number; readonly weight: number }[];
  readonly noise: {
    readonly exec: number;
    readonly rho: number;
    readonly live: number;
    readonly alloc: number;
    readonly fps: number;
    readonly latency: number;
  };
  /** Step of the clock: 0.1 ms, or 0.005 where isolated. */
  readonly clock: number;
  /** How much of a change of work its scenes pass on, as exponents. */
  readonly scene: { readonly exec: number; readonly live: number; readonly heap: number };
  readonly hasAllocator: boolean;
  readonly live: number;
  readonly liveSaw: { readonly amplitude: number; readonly period: number };
  readonly maximum: number;
  /** How its allocator grows the memory: by what is needed (1), by a fifth (1.2, Emscripten) or to the double (2, AssemblyScript). */
  readonly growth: number;
  /** Autosave, telemetry, a clean-up: for a second or two, every so many seconds. Absent where there is none. */
  readonly job: { readonly every: number; readonly lasts: number; readonly exec: number } | undefined;
  readonly fragmentation: number;
  readonly heap: number;
  readonly heapSaw: { readonly amplitude: number; readonly period: number };
  readonly allocation: number;
  readonly requests: number;
  readonly hitRate: number;
  readonly latency: number;
  readonly failures: number;
  readonly inputs: number;
  readonly inputLatency: number;
  readonly longFrames: number;
  readonly tickLoss: number;
}

function drawExports(random: Random): Page['exports'] {
  const count = random.pick([1, 2, 3, 4, 6, 8, 12, 20]);
  const raw = Array.from({ length: count }, (_, i) => ({
    name: `f${String(i)}`,
    calls: 1 / (i + 1) ** random.between(0.3, 1.2),
    weight: random.logBetween(0.3, 3),
  }));
  const calls = raw.reduce((sum, item) => sum + item.calls, 0);
  const time = raw.reduce((sum, item) => sum + (item.calls / calls) * item.weight, 0);
  return raw.map((item) => ({ ...item, calls: item.calls / calls, weight: item.weight / time }));
}

function drawNoise(random: Random, scale: number): Page['noise'] {
  return {
    exec: scale * random.between(0.03, 0.12),
    rho: random.between(0.2, 0.75),
    live: scale * random.logBetween(0.002, 0.02),
    alloc: scale * random.between(0.05, 0.25),
    fps: scale * random.between(0.004, 0.02),
    latency: scale * random.between(0.25, 0.5),
  };
}

/** Calls a second that the page makes when nothing is wrong. */
export const usualCalls = (page: Page): number =>
  page.drive === 'worker' ? page.callsPerSecond : page.callsPerFrame * page.refresh;

/** Share of the time between two frames that a usual frame takes: beyond 1 the page misses frames all the time. */
export function frameLoad(page: Page): number {
  const inFrame = page.drive === 'worker' ? 0 : page.callsPerFrame * page.meanCall;
  return ((page.frameCost + inFrame) * page.refresh) / 1000;
}

/** Draws a page; `noise` scales all of its scatter. */
export function drawPage(random: Random, noise: number): Page {
  const refresh = random.pick([60, 60, 60, 60, 75, 90, 120, 120, 144]);
  const period = 1000 / refresh;
  const drive = random.pick(['loop', 'loop', 'loop', 'loop', 'demand', 'worker'] as const);
  const callsPerFrame = Math.round(random.logBetween(1, 900));
  const callsPerSecond = drive === 'worker' ? random.logBetween(0.1, 5_000) : callsPerFrame * refresh;
  // One page in six asks for more than its device can do.
  const share = random.chance(1 / 6) ? random.between(0.6, 1.3) : random.between(0.05, 0.6);
  const live = random.logBetween(2e6, 4e8);
  const heap = random.logBetween(1.5e7, 1.5e8);
  return {
    drive,
    refresh,
    callsPerFrame,
    callsPerSecond,
    meanCall:
      drive === 'worker' ? (1000 * Math.min(0.9, share)) / callsPerSecond : (period * share) / callsPerFrame,
    frameCost: period * random.between(0.05, 0.3),
    exports: drawExports(random),
    noise: drawNoise(random, noise),
    clock: random.chance(0.3) ? 0.005 : 0.1,
    scene: { exec: random.between(0, 0.4), live: random.between(0.1, 0.8), heap: random.between(0, 0.3) },
    hasAllocator: random.chance(0.85),
    live,
    liveSaw: random.chance(0.4)
      ? { amplitude: random.between(0.01, 0.1), period: random.between(5, 40) }
      : { amplitude: 0, period: 10 },
    maximum: live * random.between(5, 12),
    growth: random.pick([1, 1, 1.2, 2]),
    job: random.chance(0.25)
      ? { every: random.between(20, 90), lasts: random.between(1, 2.5), exec: random.between(1.1, 1.8) }
      : undefined,
    fragmentation: random.between(0.05, 0.35),
    heap,
    heapSaw: { amplitude: random.between(0.15, 0.6), period: random.between(3, 12) },
    allocation: random.logBetween(1e5, 5e7),
    requests: random.logBetween(0.1, 8),
    hitRate: random.between(0.75, 0.98),
    latency: random.logBetween(15, 300),
    failures: random.chance(0.5) ? 0 : random.between(0, 0.02),
    inputs: random.logBetween(0.05, 1.5),
    inputLatency: random.logBetween(8, 48),
    longFrames: random.chance(0.5) ? random.between(0, 0.01) : random.between(0, 0.08),
    tickLoss: random.chance(0.2) ? 0.01 : 0,
  };
}
