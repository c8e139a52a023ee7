import { createHistogram, createRandom } from '@wasm-vitals/analysis';
import { WASM_PAGE_BYTES, type FunctionStats, type LongFrame, type Snapshot } from '@wasm-vitals/protocol';
import { createNormal } from './normal.js';

const MIB = 1_048_576;
export const SESSION_START = 1_795_000_000_000;
const INTERVAL = 5_000;
const REFRESH = 1_000 / 60;

/** The faults of the demo, as they show in snapshots. */
export type Fault =
  | 'linear-memory-leak'
  | 'js-heap-leak'
  | 'slow-exports'
  | 'stalls'
  | 'frame-drops'
  | 'cache-misses'
  | 'slow-network'
  | 'allocation-churn';

export const FAULTS: readonly Fault[] = [
  'linear-memory-leak',
  'js-heap-leak',
  'slow-exports',
  'stalls',
  'frame-drops',
  'cache-misses',
  'slow-network',
  'allocation-churn',
];

export interface SessionOptions {
  readonly seed: number;
  /** Default 300 (5 minutes). */
  readonly seconds?: number;
  readonly fault?: Fault;
  /** Seconds from the start; default 90. 0: from the start on. */
  readonly onset?: number;
  /** How strong the fault is; default 1. */
  readonly strength?: number;
  /** Default: the module's allocator can be read. */
  readonly allocator?: boolean;
}

interface Machine {
  live: number;
  pages: number;
  heap: number;
  heapFloor: number;
  allocated: number;
  freed: number;
}

interface Work {
  readonly step: number;
  readonly render: number;
  /** Script outside of WebAssembly, ms a frame. */
  readonly script: number;
  readonly stall: boolean;
}

/** One session of a page like the demo: a `step` and a `render` export each frame, requests, clicks, noise. */
export function syntheticSession(options: SessionOptions): readonly Snapshot[] {
  const { seed, seconds = 300, onset = 90, strength = 1, fault, allocator = true } = options;
  const random = createRandom(seed);
  const normal = createNormal(random);
  const noise = (sigma: number) => Math.exp(sigma * normal() - (sigma * sigma) / 2);
  const machine: Machine = {
    live: 18 * MIB,
    pages: Math.ceil((24 * MIB) / WASM_PAGE_BYTES),
    heap: 22 * MIB,
    heapFloor: 20 * MIB,
    allocated: 20 * MIB,
    freed: 2 * MIB,
  };
  let drift = 0;
  return Array.from({ length: Math.floor((seconds * 1_000) / INTERVAL) }, (_, sequence) => {
    const timestamp = SESSION_START + (sequence + 1) * INTERVAL;
    const active = (name: Fault) => fault === name && (sequence + 1) * INTERVAL > onset * 1_000;
    drift = 0.7 * drift + 0.03 * normal();
    return takeSnapshot({ sequence, timestamp, active, strength, random, noise, machine, drift, allocator });
  });
}

interface Moment {
  readonly sequence: number;
  readonly timestamp: number;
  readonly active: (fault: Fault) => boolean;
  readonly strength: number;
  readonly random: () => number;
  readonly noise: (sigma: number) => number;
  readonly machine: Machine;
  readonly drift: number;
  readonly allocator: boolean;
}

function playFrames(moment: Moment) {
  const { active, strength, noise, random, drift, timestamp } = moment;
  const frameTime = createHistogram();
  const step = createHistogram();
  const render = createHistogram();
  const longFrames: LongFrame[] = [];
  let elapsed = 0;
  let frames = 0;
  const churn = active('allocation-churn') ? 1.5 * strength : 0;
  while (elapsed < INTERVAL) {
    const work: Work = {
      step: 4 * noise(0.12) * Math.exp(drift) * (active('slow-exports') ? 1 + 4 * strength : 1) + churn,
      render: 1.2 * noise(0.15),
      script: (1.5 + (active('frame-drops') ? 45 * strength : 0)) * noise(0.2),
      stall: active('stalls') && random() < (0.5 * strength) / 60,
    };
    const stall = work.stall ? 350 * noise(0.2) : 0;
    const busy = work.step + work.render + work.script + stall;
    const length = Math.max(1, Math.ceil(busy / REFRESH)) * REFRESH * noise(0.005);
    elapsed += length;
    frames += 1;
    frameTime.record(length);
    step.record(work.step);
    render.record(work.render);
    if (length > 50) longFrames.push(longFrame(timestamp - INTERVAL + elapsed, length, work, stall));
  }
  return {
    frameTime: frameTime.take(),
    step: step.take(),
    render: render.take(),
    longFrames,
    frames,
    elapsed,
  };
}

function longFrame(timestamp: number, duration: number, work: Work, stall: number): LongFrame {
  const url = 'https://demo.example/assets/main.js?v=3';
  const script =
    stall > work.script
      ? { function: 'blockMainThread', duration: stall }
      : { function: 'burnScript', duration: work.script };
  const inWasm = work.step > Math.max(stall, work.script);
  return {
    timestamp,
    duration,
    scripts: [{ ...script, url, duration: inWasm ? work.step + work.script : script.duration }],
    verdict: inWasm
      ? { cause: 'export', name: 'step', share: work.step / duration, confidence: 0.9 }
      : {
          cause: 'script',
          name: `${script.function} (main.js)`,
          share: script.duration / duration,
          confidence: 0.8,
        },
  };
}

function playMemory({ active, strength, noise, random, machine }: Moment, frames: number) {
  const leak = active('linear-memory-leak') ? 3.2 * MIB * strength * noise(0.1) : 0;
  const churned = frames * 24_000 * noise(0.05) * (active('allocation-churn') ? 60 * strength : 1);
  machine.live = machine.live + leak;
  machine.allocated += churned + leak;
  machine.freed += churned;
  const live = machine.live + 0.2 * MIB * random();
  const pagesBefore = machine.pages;
  while (live > machine.pages * WASM_PAGE_BYTES * 0.9) machine.pages += 64;
  machine.heapFloor += active('js-heap-leak') ? 1.6 * MIB * strength : 0;
  machine.heap += 2.4 * MIB * noise(0.2) + (active('js-heap-leak') ? 1.6 * MIB * strength : 0);
  if (machine.heap > machine.heapFloor * 1.5 || random() < 0.1)
    machine.heap = machine.heapFloor * noise(0.01);
  return { live, pagesBefore };
}

function playNetwork({ active, strength, noise, random }: Moment) {
  const latency = createHistogram();
  const requests = 6 + Math.floor(random() * 8);
  const hitShare = active('cache-misses') ? Math.max(0, 0.9 - 0.75 * strength) : 0.9;
  let cacheHits = 0;
  let transferSize = 0;
  for (let i = 0; i < requests; i++) {
    const hit = random() < hitShare;
    if (hit) cacheHits += 1;
    else transferSize += 180_000;
    latency.record((hit ? 4 : 60) * noise(0.4) + (active('slow-network') ? 700 * strength * noise(0.3) : 0));
  }
  const stats = { requests, failures: 0, cacheHits, transferSize, latency: latency.take() };
  return { ...stats, cacheHitRate: cacheHits / requests, byKind: { fetch: stats } };
}

function playPeople({ random, noise }: Moment, frame: number) {
  const latency = createHistogram();
  const clicks = Math.floor(random() * 5);
  for (let i = 0; i < clicks; i++) latency.record(12 + frame * 1.5 * noise(0.3));
  return {
    count: { click: clicks, pointermove: 40 },
    rageClicks: 0,
    deadClicks: 0,
    webVitals: { LCP: 1_200, FCP: 700, CLS: 0.01, TTFB: 80 },
    ...(clicks > 0 ? { latency: latency.take(), inputDelay: frame * 0.6 } : {}),
  };
}

function functionStats(name: string, histogram: FunctionStats['histogram']): FunctionStats {
  const calls = histogram?.count ?? 0;
  const totalTime = histogram?.sum ?? 0;
  return {
    name,
    module: 'm1',
    kind: 'export',
    calls,
    totalTime,
    selfTime: totalTime,
    errors: 0,
    samplingRate: 1,
    ...(histogram ? { histogram } : {}),
  };
}

function takeSnapshot(moment: Moment): Snapshot {
  const { sequence, timestamp, machine, active, random, allocator } = moment;
  const played = playFrames(moment);
  const { live, pagesBefore } = playMemory(moment, played.frames);
  const reserved = machine.pages * WASM_PAGE_BYTES;
  const functions = [functionStats('step', played.step), functionStats('render', played.render)];
  const calls = functions.reduce((sum, stats) => sum + stats.calls, 0);
  const totalTime = functions.reduce((sum, stats) => sum + stats.totalTime, 0);
  const grown = machine.pages > pagesBefore;
  return {
    timestamp,
    sequence,
    interval: INTERVAL,
    visibility: 1,
    context: { marks: { scene: 'column' } },
    overhead: { cpu: 0.004, parts: { wrappers: 8, collectors: 4 }, shed: [], faults: 0 },
    wasm: {
      status: 'active',
      memoryUsage: reserved,
      ...(allocator ? { heapSize: live } : {}),
      executionStats: {
        calls,
        totalTime,
        avgExecutionTime: totalTime / calls,
        p95: played.step.max ?? 0,
        max: played.step.max ?? 0,
        errors: 0,
      },
      functionCallCounts: Object.fromEntries(functions.map((stats) => [stats.name, stats.calls])),
      functions,
      ...(allocator
        ? {
            allocatorStats: {
              totalAllocated: machine.allocated,
              totalDeallocated: machine.freed,
              currentAllocations: 1_200,
              peakMemoryUsage: live,
              fragmentationRatio: 0.1,
            },
          }
        : {}),
      modules: [
        {
          id: 'm1',
          name: 'cortical-column',
          bytes: 6_300,
          compileTime: 2.1,
          instantiateTime: 0.6,
          streaming: true,
          instances: 1,
          exports: 24,
          imports: 3,
          memories: [
            { name: 'memory', reserved, initial: 384, shared: false, ...(allocator ? { live } : {}) },
          ],
        },
      ],
      growth: grown
        ? [
            {
              timestamp,
              module: 'm1',
              memory: 'memory',
              pagesBefore,
              pagesAfter: machine.pages,
              ...(active('linear-memory-leak') ? { during: 'stimulate' } : {}),
            },
          ]
        : [],
      traps: [],
    },
    memory: {
      used: machine.heap + reserved,
      jsHeapUsed: machine.heap,
      jsHeapLimit: 4_096 * MIB,
      wasmReserved: reserved,
      ...(allocator ? { wasmLive: live } : {}),
    },
    rendering: {
      fps: played.frames / (played.elapsed / 1_000),
      frames: played.frames,
      frameTime: played.frameTime,
      longFrames: played.longFrames,
      droppedFrames: Math.max(0, Math.round(INTERVAL / REFRESH) - played.frames),
      refreshRate: 60,
      layoutShift: 0,
    },
    network: playNetwork(moment),
    interaction: playPeople(moment, played.elapsed / played.frames + random()),
    unsupported: ['memory.userAgentSpecific', 'rendering.gpuTime'],
  };
}
