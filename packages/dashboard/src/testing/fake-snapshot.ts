import { createHistogram } from '@wasm-vitals/analysis';
import type {
  FunctionStats,
  HistogramData,
  InteractionSection,
  MemorySection,
  NetworkSection,
  RenderingSection,
  Snapshot,
  Tick,
  WasmActive,
} from '@wasm-vitals/protocol';
import { CODEC, workersOf } from './fake-workers.js';
import { MIB, type Second, type State } from './fake-world.js';
import type { Random } from './random.js';

export const MODULE_NAMES = ['cortical-column.wasm', 'spike-codec.wasm'] as const;

/** Share of the time and of the calls of each export. */
const EXPORTS = [
  { name: 'step_neurons', module: 0, time: 0.46, calls: 0.015, slow: true },
  { name: 'deliver_spikes', module: 0, time: 0.23, calls: 0.015, slow: true },
  { name: 'update_synapses', module: 0, time: 0.12, calls: 0.06, slow: false },
  { name: 'write_raster', module: 0, time: 0.06, calls: 0.03, slow: false },
  { name: 'get_spike_count', module: 0, time: 0.01, calls: 0.46, slow: false },
  { name: 'get_voltage_ptr', module: 0, time: 0.01, calls: 0.2, slow: false },
  { name: 'set_stimulus', module: 0, time: 0.01, calls: 0.02, slow: false },
  { name: 'encode_block', module: 1, time: 0.07, calls: 0.12, slow: false },
  { name: 'decode_header', module: 1, time: 0.02, calls: 0.05, slow: false },
  { name: 'crc32', module: 1, time: 0.01, calls: 0.03, slow: false },
] as const;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function histogramOf(count: number, draw: () => number, samples = 40): HistogramData {
  const histogram = createHistogram();
  const taken = Math.max(1, Math.min(samples, Math.round(count)));
  for (let i = 0; i < taken; i++) histogram.record(draw(), count / taken);
  return histogram.take();
}

export function tickOf(now: Second): Tick {
  return {
    timestamp: now.time,
    interval: 1_000,
    visibility: now.visible ? 1 : 0,
    wasmTime: now.wasmTime,
    wasmCalls: now.calls,
    wasmReserved: now.reserved + 4 * MIB,
    wasmLive: now.live,
    fragmentation: now.fragmentation,
    headroom: 256 * MIB - now.reserved,
    jsHeapUsed: now.jsHeap,
    ...(now.visible ? { fps: now.fps, frameTimeMax: now.frameMax } : {}),
    refreshRate: 60,
    requests: now.requests,
    cacheHits: now.hits,
    ...(now.requests > 0 ? { latency: now.latency } : {}),
  };
}

function functionsOf(seconds: readonly Second[], random: Random): FunctionStats[] {
  const calls = seconds.reduce((sum, one) => sum + one.calls, 0);
  const slowdown = mean(seconds.map((one) => one.slowdown));
  const normal = seconds.reduce((sum, one) => sum + one.wasmTime / one.slowdown, 0);
  return EXPORTS.map((one) => {
    const count = Math.round(calls * one.calls);
    const time = normal * one.time * (one.slow ? slowdown : 1);
    const each = time / count;
    return {
      name: one.name,
      module: `m${one.module}`,
      ...(one.module === 1 ? { worker: CODEC } : {}),
      kind: 'export' as const,
      calls: count,
      totalTime: time,
      selfTime: time * 0.9,
      histogram: histogramOf(count, () => random.logNormal(each * 0.85, 0.45), 24),
      errors: 0,
      samplingRate: Math.min(1, 400 / count),
    };
  }).toSorted((a, b) => b.totalTime - a.totalTime);
}

function growthOf(seconds: readonly Second[]): WasmActive['growth'] {
  return seconds.flatMap((one, i) => {
    const before = seconds[i - 1]?.reserved ?? one.reserved;
    if (one.reserved <= before) return [];
    return [
      {
        timestamp: one.time,
        module: 'm0',
        memory: 'memory',
        pagesBefore: before / 65_536,
        pagesAfter: one.reserved / 65_536,
        during: 'deliver_spikes',
        duration: 0.4,
      },
    ];
  });
}

function wasmOf(seconds: readonly Second[], last: Second, random: Random): WasmActive {
  const functions = functionsOf(seconds, random);
  const totalTime = seconds.reduce((sum, one) => sum + one.wasmTime, 0);
  const calls = seconds.reduce((sum, one) => sum + one.calls, 0);
  const slowdown = mean(seconds.map((one) => one.slowdown));
  return {
    status: 'active',
    memoryUsage: last.reserved + 4 * MIB,
    heapSize: last.live,
    executionStats: {
      calls,
      totalTime,
      avgExecutionTime: totalTime / calls,
      p50: 0.012 * random.logNormal(1, 0.05),
      p95: 0.31 * slowdown * random.logNormal(1, 0.05),
      p99: 1.9 * slowdown * random.logNormal(1, 0.06),
      max: 4.1 * slowdown * random.logNormal(1, 0.2),
      errors: 0,
    },
    functionCallCounts: Object.fromEntries(functions.map((one) => [one.name, one.calls])),
    functions,
    allocatorStats: {
      totalAllocated: 900 * MIB,
      totalDeallocated: 900 * MIB - last.live,
      currentAllocations: Math.round(last.live / 2_100),
      peakMemoryUsage: last.live * 1.05,
      fragmentationRatio: last.fragmentation,
    },
    modules: [
      {
        id: 'm0',
        name: MODULE_NAMES[0],
        url: 'https://demo.example/assets/cortical-column.wasm',
        bytes: 148_320,
        compileTime: 11.8,
        instantiateTime: 3.2,
        streaming: true,
        features: ['bulk-memory', 'simd128'],
        sections: { code: 96_300, data: 41_020, 'custom:name': 8_112 },
        instances: 1,
        exports: 31,
        imports: 4,
        memories: [
          {
            name: 'memory',
            reserved: last.reserved,
            initial: 512,
            maximum: 4_096,
            shared: false,
            live: last.live,
            allocator: 'abi',
          },
        ],
      },
      {
        id: 'm1',
        name: MODULE_NAMES[1],
        bytes: 20_411,
        compileTime: 1.4,
        instantiateTime: 0.6,
        streaming: false,
        instances: 2,
        exports: 9,
        imports: 1,
        memories: [
          {
            name: 'memory',
            reserved: 4 * MIB,
            initial: 64,
            shared: false,
            liveAtMost: 1.3 * MIB,
            allocator: 'sbrk',
          },
        ],
      },
    ],
    growth: growthOf(seconds),
    traps: [],
  };
}

function memoryOf(last: Second, leaking: boolean): MemorySection {
  const headroom = 256 * MIB - last.reserved;
  return {
    used: last.jsHeap + last.reserved,
    jsHeapUsed: last.jsHeap,
    jsHeapLimit: 4_096 * MIB,
    wasmReserved: last.reserved + 4 * MIB,
    wasmLive: last.live,
    headroom,
    ...(leaking ? { timeToLimit: (headroom / (0.12 * MIB)) * 1_000 } : {}),
  };
}

function renderingOf(seconds: readonly Second[], random: Random): RenderingSection {
  const shown = seconds.filter((one) => one.visible);
  const frames = Math.round(shown.reduce((sum, one) => sum + one.fps, 0));
  if (shown.length === 0) return { frames: 0, longFrames: [] };
  const fps = mean(shown.map((one) => one.fps));
  return {
    fps,
    frames,
    frameTime: histogramOf(frames, () => (1_000 / fps) * random.logNormal(1, fps > 50 ? 0.05 : 0.25), 60),
    longFrames: [],
    droppedFrames: Math.max(0, shown.length * 60 - frames),
    refreshRate: 60,
  };
}

function networkOf(seconds: readonly Second[]): NetworkSection {
  const requests = seconds.reduce((sum, one) => sum + one.requests, 0);
  const cacheHits = seconds.reduce((sum, one) => sum + one.hits, 0);
  const latencies = seconds.filter((one) => one.requests > 0).map((one) => one.latency);
  const stats = { requests, failures: 0, cacheHits, transferSize: (requests - cacheHits) * 48_000 };
  let next = 0;
  return {
    ...stats,
    ...(requests > 0
      ? {
          cacheHitRate: cacheHits / requests,
          latency: histogramOf(latencies.length, () => latencies[next++ % latencies.length] ?? 40),
        }
      : {}),
    byKind: { fetch: stats },
  };
}

function interactionOf(seconds: readonly Second[], random: Random): InteractionSection {
  const clicks = seconds.filter((one) => one.interacted).length;
  const busy = mean(seconds.map((one) => one.wasmTime)) / 230;
  const base: InteractionSection = {
    count: {},
    rageClicks: 0,
    deadClicks: 0,
    webVitals: { LCP: 812, CLS: 0.01 },
  };
  if (clicks === 0) return base;
  const latency = histogramOf(clicks, () => random.logNormal(34 * busy, 0.35));
  return {
    ...base,
    count: { click: clicks, pointerdown: clicks },
    inputDelay: random.logNormal(5 * busy, 0.4),
    interactionToNextPaint: 72 * busy,
    latency,
  };
}

/** The snapshot of some seconds; `sequence` counts from 0. */
export function snapshotOf(
  seconds: readonly Second[],
  sequence: number,
  state: State,
  random: Random,
): Snapshot {
  const last = seconds[seconds.length - 1];
  if (!last) throw new RangeError('a snapshot needs at least one second');
  const wasm = wasmOf(seconds, last, random);
  return {
    timestamp: last.time,
    sequence,
    interval: seconds.length * 1_000,
    visibility: seconds.filter((one) => one.visible).length / seconds.length,
    context: {},
    overhead: {
      cpu: 0.006 + 0.0008 * Math.abs(random.normal()),
      parts: { wrappers: 14.2, collectors: 3.1, sampler: 2.4, observers: 5 },
      shed: [],
      faults: 0,
    },
    wasm: { ...wasm, workers: workersOf(wasm.functions, state) },
    memory:
      state === 'errors'
        ? { error: 'performance.memory threw SecurityError' }
        : memoryOf(last, state === 'critical'),
    rendering: renderingOf(seconds, random),
    network:
      state === 'errors'
        ? { error: 'PerformanceObserver is not available in this frame' }
        : networkOf(seconds),
    interaction: interactionOf(seconds, random),
    unsupported: ['memory.userAgentSpecific'],
  };
}
