/** Runs in the page: a deterministic workload, each call timed by a plain reference below our sampling wrapper. */
import { bucketIndex, DEFAULT_SCALE, quantile } from '@wasm-vitals/analysis';
import { startInstrumentation } from '../../packages/sdk/src/instrument/start-instrumentation.js';
import { createClock } from '../../packages/sdk/src/instrument/meter/clock.js';
import { BURN } from '../../packages/sdk/src/instrument/testing/modules.js';

type Burn = (turns: number) => number;

export interface AccuracyRow {
  readonly name: string;
  readonly calls: number;
  readonly countedCalls: number;
  /** Milliseconds, every call timed. */
  readonly referenceTime: number;
  readonly ourTime: number;
  readonly samplingRate: number;
  /** Distance in histogram buckets for p50, p95, p99; absent for functions whose median is below the clock's step. */
  readonly buckets?: readonly number[];
}

export interface Accuracy {
  readonly rows: readonly AccuracyRow[];
  readonly resolutionMs: number;
}

/** Mean turns of each function's loop, about a nanosecond each: from 2 µs to 2 ms; and its share of all calls. */
const FUNCTIONS = [
  [2_000, 300],
  [4_000, 250],
  [8_000, 180],
  [15_000, 120],
  [30_000, 70],
  [50_000, 50],
  [80_000, 30],
  [150_000, 14],
  [300_000, 8],
  [600_000, 5],
  [1_200_000, 2],
  [2_000_000, 1],
] as const;
const QUANTILES = [0.5, 0.95, 0.99];

/** mulberry32: the same workload on every machine. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Each function is an instance of its own module bytes, so that each has counters of its own. */
function moduleBytes(index: number): Uint8Array<ArrayBuffer> {
  const tag = [0, 3, 1, 0x74, index]; // a custom section "t" with one byte
  return new Uint8Array([...BURN, ...tag]);
}

export function benchAccuracy(calls: number): Accuracy {
  const { now } = createClock();
  // of fixed size: an array that grows would do so inside our interval and outside the reference's
  const logs = FUNCTIONS.map(() => ({ times: new Float64Array(calls), count: 0 }));
  const native = Object.getOwnPropertyDescriptor(WebAssembly.Instance.prototype, 'exports');
  // the reference: an exports getter of its own, below ours
  const made = new WeakMap<object, object>();
  let next = 0;
  Object.defineProperty(WebAssembly.Instance.prototype, 'exports', {
    configurable: true,
    get(this: object) {
      const known = made.get(this);
      if (known) return known;
      const { burn } = native?.get?.call(this) as { burn: Burn };
      const log = logs[next++] ?? { times: new Float64Array(calls), count: 0 };
      const timed = (turns: number): number => {
        const start = now();
        const result = burn(turns);
        log.times[log.count++] = now() - start;
        return result;
      };
      const exports = { burn: timed };
      made.set(this, exports);
      return exports;
    },
  });
  const instrumentation = startInstrumentation();
  const burns = FUNCTIONS.map((_, i) => {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes(i)));
    return instance.exports['burn'] as Burn;
  });
  work(burns, calls);
  const { functions, modules } = instrumentation.take();
  instrumentation.stop();
  const rows = FUNCTIONS.map((_, i): AccuracyRow => {
    const stats = functions.find(({ module }) => module === modules[i]?.id);
    const log = [...(logs[i]?.times.subarray(0, logs[i]?.count) ?? [])].sort((a, b) => a - b);
    const resolution = createClock().resolution;
    const histogram = stats?.histogram;
    const median = log[log.length >> 1] ?? 0;
    const buckets = QUANTILES.map((q) => {
      const exact = log[Math.min(log.length - 1, Math.floor(q * log.length))] ?? 0;
      const ours = histogram ? (quantile(histogram, q) ?? 0) : 0;
      return Math.abs(bucketIndex(exact, DEFAULT_SCALE) - bucketIndex(ours, DEFAULT_SCALE));
    });
    return {
      name: `burn ${FUNCTIONS[i]?.[0]}`,
      calls: log.length,
      countedCalls: stats?.calls ?? 0,
      referenceTime: log.reduce((sum, value) => sum + value, 0),
      ourTime: stats?.totalTime ?? 0,
      samplingRate: stats?.samplingRate ?? 0,
      ...(median > STEPS_FOR_PERCENTILES * resolution ? { buckets } : {}),
    };
  });
  return { rows, resolutionMs: createClock().resolution };
}

/** Below this many steps of the clock, neighbouring readings are more than a bucket apart by themselves. */
const STEPS_FOR_PERCENTILES = 3;

function work(burns: readonly Burn[], calls: number): void {
  const random = createRandom(1);
  const total = FUNCTIONS.reduce((sum, [, share]) => sum + share, 0);
  for (let i = 0; i < calls; i++) {
    let pick = random() * total;
    let index = 0;
    while (index < FUNCTIONS.length - 1 && (pick -= FUNCTIONS[index]?.[1] ?? 0) > 0) index++;
    const mean = FUNCTIONS[index]?.[0] ?? 0;
    // a long tail, as real calls have: between half and about four times the mean
    const turns = Math.round(mean * (0.5 + Math.min(3.5, -Math.log(1 - random()) / 2)));
    burns[index]?.(turns);
  }
}

Object.assign(window, { benchAccuracy });
