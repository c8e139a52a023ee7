import { createHistogram, createRandom } from '@wasm-vitals/analysis';
import type { Snapshot } from '@wasm-vitals/protocol';

const INTERVAL = 5_000;
const START = 1_795_000_000_000;

/** What is done to people, on purpose, for the bench to find again. Strengths as factors on a rate. */
export interface Planted {
  /** Interactions in the 10 s after a frame over 100 ms: 0.62 is 38 % fewer. */
  readonly interactionsAfterLongFrames?: number;
  /** Rage clicks in the 10 s after requests over 300 ms. */
  readonly rageAfterSlowRequests?: number;
}

export interface PeopleOptions {
  readonly seed: number;
  readonly snapshots: number;
  readonly planted?: Planted;
}

/** Noise that remembers: AR(1) with standard deviation 1. */
function createMemory(normal: () => number, rho: number): () => number {
  let value = normal();
  return () => (value = rho * value + Math.sqrt(1 - rho * rho) * normal());
}

function poisson(random: () => number, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

const MIB = 1_048_576;
const HEAP_LIMIT = 4_096 * MIB;

/**
 * Performance of each 5 s: bursts of long frames, drifting times, slow requests, a heap that grows until it is collected;
 * all of it remembers.
 */
function createPage(random: () => number, normal: () => number) {
  const frames = createMemory(normal, 0.6);
  const load = createMemory(normal, 0.9);
  const network = createMemory(normal, 0.7);
  const growth = 4 * random() * MIB;
  let heap = 40 * MIB;
  return () => {
    heap = random() < 0.05 ? 40 * MIB + 0.7 * (heap - 40 * MIB) : heap + growth * (0.5 + random());
    const rough = frames();
    const usual = 16.7 * Math.exp(0.15 * Math.max(0, rough) + 0.03 * normal());
    const longest = 40 * Math.exp(0.9 * rough + 0.2 * normal());
    const call = 4 * Math.exp(0.25 * load() + 0.05 * normal());
    const latency = 120 * Math.exp(0.8 * network() + 0.1 * normal());
    const failures = random() < 0.03 ? 1 : 0;
    return { usual, longest, call, latency, failures, heap };
  };
}

type Moment = ReturnType<ReturnType<typeof createPage>>;

function histogramOf(usual: number, longest: number) {
  const histogram = createHistogram();
  histogram.record(usual, 290);
  histogram.record(usual * 1.1, 12);
  histogram.record(longest);
  return histogram.take();
}

function toSnapshot(sequence: number, moment: Moment, clicks: number, rage: number, dead: number): Snapshot {
  const { usual, longest, call, latency, failures } = moment;
  const timestamp = START + (sequence + 1) * INTERVAL;
  const calls = Math.round(INTERVAL / usual);
  const step = histogramOf(call, call * 2);
  const stats = {
    requests: 8,
    failures,
    cacheHits: 0,
    transferSize: 4_000,
    latency: histogramOf(latency * 0.5, latency),
  };
  return {
    timestamp,
    sequence,
    interval: INTERVAL,
    visibility: 1,
    context: {},
    overhead: { cpu: 0, parts: {}, shed: [], faults: 0 },
    wasm: {
      status: 'active',
      memoryUsage: 16_777_216,
      executionStats: { calls, totalTime: calls * call, errors: 0 },
      functionCallCounts: { step: calls },
      functions: [
        {
          name: 'step',
          kind: 'export',
          calls,
          totalTime: calls * call,
          errors: 0,
          samplingRate: 1,
          histogram: step,
        },
      ],
      modules: [],
      growth: [],
      traps: [],
    },
    memory: { jsHeapUsed: moment.heap, jsHeapLimit: HEAP_LIMIT },
    rendering: {
      frames: calls,
      fps: 1_000 / usual,
      frameTime: histogramOf(usual, longest),
      longFrames: longest > 50 ? [{ timestamp, duration: longest, scripts: [] }] : [],
    },
    network: { ...stats, byKind: {} },
    interaction: { count: { click: clicks }, rageClicks: rage, deadClicks: dead, webVitals: {} },
    unsupported: [],
  };
}

/** One session of people who click at a rate that wanders and drifts, and do what was planted. */
export function peopleSession({ seed, snapshots, planted = {} }: PeopleOptions): readonly Snapshot[] {
  const random = createRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const next = createPage(random, normal);
  const mood = createMemory(normal, 0.8);
  // people tire, or warm to it: a drift that performance has nothing to do with
  const drift = 0.5 * normal();
  const page = Array.from({ length: snapshots }, next);
  return page.map((moment, i) => {
    const shaken = [page[i - 1], page[i - 2]].some((before) => (before?.longest ?? 0) > 100);
    const waited = [page[i - 1], page[i - 2]].some((before) => (before?.latency ?? 0) > 300);
    const rate =
      5 *
      Math.exp(0.4 * mood() + drift * (i / snapshots - 0.5)) *
      (shaken ? (planted.interactionsAfterLongFrames ?? 1) : 1);
    const rage = 0.08 * (waited ? (planted.rageAfterSlowRequests ?? 1) : 1);
    return toSnapshot(i, moment, poisson(random, rate), poisson(random, rage), poisson(random, 0.1));
  });
}
