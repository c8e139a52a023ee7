/**
 * Runs in the page: one deterministic workload, each call of it timed by a plain reference around our wrapper. Both see the
 * very same calls, so that whatever else the machine does falls on both, and only sampling and the clock can differ. What
 * the reference adds (reading the clock, and what our wrapper costs inside of it) is measured on a call that does next to
 * nothing, and taken off. What timing a call costs us depends on what is in the caches: where we time less than half of a
 * function's calls, picked at random, the reference's mean is that of the others.
 */
import {
  bucketIndex,
  createHistogram,
  DEFAULT_SCALE,
  mergeHistograms,
  quantile,
} from '@wasm-vitals/analysis';
import type { HistogramData } from '@wasm-vitals/protocol';
import { startInstrumentation } from '../../packages/sdk/src/instrument/start-instrumentation.js';
import { createClock } from '../../packages/sdk/src/instrument/meter/clock.js';
import { TYPICAL_COSTS } from '../../packages/sdk/src/instrument/meter/wrapper-costs.js';
import { BURN } from '../../packages/sdk/src/instrument/testing/modules.js';
import { createWorkload, FUNCTIONS, type Slice } from './workload.js';

type Burn = (turns: number) => number;

export interface AccuracyRow {
  readonly name: string;
  readonly calls: number;
  readonly countedCalls: number;
  /** Milliseconds, every call timed, what reading the clock adds taken off. */
  readonly referenceTime: number;
  readonly ourTime: number;
  readonly timedCalls: number;
  /** Distance in histogram buckets for p50, p95, p99; absent for functions whose median is not above the clock's step. */
  readonly buckets?: readonly number[];
}

export interface Accuracy {
  readonly rows: readonly AccuracyRow[];
  readonly resolutionMs: number;
  /** What reading the clock adds to a timed call, ms: as the reference found, and as our calibration did. */
  readonly readMs: number;
}

/** Finer buckets than ours, so that the reference's percentile is exact to a sixteenth of one of ours. */
const REFERENCE_SCALE = DEFAULT_SCALE + 4;
const QUANTILES = [0.5, 0.95, 0.99];
const TICK_MS = 1_000;
const INTERVAL_MS = 5_000;
const EMPTY_CALLS = 400_000;

interface Sums {
  readonly histogram: ReturnType<typeof createHistogram>;
  calls: number;
  time: number;
  /** Of the calls in which we did not read the clock. */
  otherCalls: number;
  otherTime: number;
}

/** How often we read the clock: a call in which that grows is one that we time. */
const ourReads = { count: 0 };

/** Has the page's clock count its readings; returns the one that does not. */
function countReads(): () => number {
  const now = performance.now.bind(performance);
  performance.now = () => {
    ourReads.count += 1;
    return now();
  };
  return now;
}

/** The plainest wrapper: reads the clock before and after. */
function timing(burn: Burn, sums: Sums, now: () => number): Burn {
  return (turns) => {
    const { count } = ourReads;
    const start = now();
    const result = burn(turns);
    const time = now() - start;
    sums.calls += 1;
    sums.time += time;
    if (ourReads.count === count) {
      sums.otherCalls += 1;
      sums.otherTime += time;
    }
    sums.histogram.record(time);
    return result;
  };
}

const createSums = (): Sums => ({
  histogram: createHistogram(REFERENCE_SCALE),
  calls: 0,
  time: 0,
  otherCalls: 0,
  otherTime: 0,
});

/** Each function is an instance of its own module bytes, so that each has counters of its own. */
function instantiate(index: number): WebAssembly.Instance {
  const tag = [0, 3, 1, 0x74, index]; // a custom section "t" with one byte
  return new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([...BURN, ...tag])));
}

const burnOf = (instance: WebAssembly.Instance): Burn => instance.exports['burn'] as Burn;

/** Turns of the loop in a millisecond, measured for a fifth of a second. */
function turnsPerMs(burn: Burn): number {
  const turns = 2_000_000;
  let best = Infinity;
  for (let i = 0; i < 50; i++) {
    const start = performance.now();
    burn(turns);
    best = Math.min(best, performance.now() - start);
  }
  return turns / best;
}

function run(burns: readonly Burn[], { functions, turns }: Slice): void {
  for (let i = 0; i < functions.length; i++) burns[functions[i] ?? 0]?.(turns[i] ?? 1);
}

const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });

/** What timing adds to a call: the mean reading of one that does next to nothing. */
function readingCost(burn: Burn, now: () => number): number {
  const sums = createSums();
  const empty = timing(burn, sums, now);
  for (let i = 0; i < EMPTY_CALLS; i++) empty(1);
  return sums.time / sums.calls;
}

interface Ours {
  calls: number;
  timed: number;
  time: number;
  histograms: HistogramData[];
}

export async function benchAccuracy(seconds: number): Promise<Accuracy> {
  const clock = createClock();
  const now = countReads();
  const sums = FUNCTIONS.map(createSums);
  const empty = burnOf(instantiate(FUNCTIONS.length));
  const workload = createWorkload(turnsPerMs(empty));

  const instrumentation = startInstrumentation();
  const burns = FUNCTIONS.map((_, i) => timing(burnOf(instantiate(i)), sums[i] ?? createSums(), now));
  const ids = new Map<string, number>();
  const ours = FUNCTIONS.map((): Ours => ({ calls: 0, timed: 0, time: 0, histograms: [] }));
  const take = (): void => {
    const { functions, modules } = instrumentation.take();
    if (ids.size === 0) modules.forEach(({ id }, i) => ids.set(id, i));
    for (const stats of functions) {
      const own = ours[ids.get(stats.module ?? '') ?? -1];
      if (!own) continue;
      own.calls += stats.calls;
      own.timed += Math.round(stats.calls * stats.samplingRate);
      own.time += stats.totalTime;
      if (stats.histogram) own.histograms.push(stats.histogram);
    }
  };

  const end = now() + seconds * 1_000;
  let [tick, interval] = [now() + TICK_MS, now() + INTERVAL_MS];
  while (now() < end) {
    run(burns, workload.next());
    await breathe();
    if (now() > tick) {
      tick += TICK_MS;
      instrumentation.takeTick();
    }
    if (now() > interval) {
      interval += INTERVAL_MS;
      take();
    }
  }
  take();
  instrumentation.stop();
  const readMs = readingCost(empty, now);
  const rows = FUNCTIONS.map((f, i) => row(f.name, sums[i], ours[i], { readMs, step: clock.resolution }));
  return { rows, resolutionMs: clock.resolution, readMs };
}

/** Time of all calls, less what our wrapper costs. */
function referenceTime({ calls, time, otherCalls, otherTime }: Sums, timed: number): number {
  if (2 * otherCalls < calls) return time - timed * TYPICAL_COSTS.timed;
  return calls * (otherTime / otherCalls - TYPICAL_COSTS.counted);
}

function row(
  name: string,
  sums: Sums = createSums(),
  ours: Ours = { calls: 0, timed: 0, time: 0, histograms: [] },
  { readMs, step }: { readonly readMs: number; readonly step: number },
): AccuracyRow {
  const exact = sums.histogram.take();
  const sampled = mergeHistograms(ours.histograms);
  const bucketOf = (data: HistogramData, q: number): number =>
    bucketIndex(Math.max(1e-6, quantile(data, q) ?? 0), DEFAULT_SCALE);
  const median = (quantile(exact, 0.5) ?? 0) / (1 + 2 ** -REFERENCE_SCALE);
  return {
    name,
    calls: sums.calls,
    countedCalls: ours.calls,
    referenceTime: referenceTime(sums, ours.timed) - sums.calls * readMs,
    ourTime: ours.time,
    timedCalls: ours.timed,
    ...(median > step
      ? { buckets: QUANTILES.map((q) => Math.abs(bucketOf(exact, q) - bucketOf(sampled, q))) }
      : {}),
  };
}

Object.assign(window, { benchAccuracy });
