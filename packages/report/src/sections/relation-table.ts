import { mainThreadTime, quantile, readMetric } from '@wasm-vitals/analysis';
import type { Snapshot } from '@wasm-vitals/protocol';
import { formatDuration, formatNumber, formatPercent } from '../prose/quantity.js';
import { interactionsIn } from './experience.js';
import { interactionOf, memoryOf, networkOf, renderingOf, wasmOf } from './sections-of.js';

/** A side of performance that may do something to people. */
export interface DriverRow {
  readonly id: string;
  /** Higher is worse. */
  readonly read: (snapshot: Snapshot) => number | undefined;
  /** Natural limit of a bad period, where there is one. */
  readonly badAbove?: number;
  /** A bad period, for a sentence that begins "In the 10 s after …". */
  readonly words: (limit: number) => string;
}

/** Share of its limit that the fuller one takes: the JS heap, or the linear memory nearest to its declared maximum. */
function memoryPressure(snapshot: Snapshot): number | undefined {
  const { jsHeapUsed, jsHeapLimit, wasmReserved, headroom } = memoryOf(snapshot) ?? {};
  const heap = jsHeapUsed !== undefined && jsHeapLimit ? jsHeapUsed / jsHeapLimit : undefined;
  const whole = wasmReserved !== undefined && headroom !== undefined ? wasmReserved + headroom : 0;
  const linear = wasmReserved !== undefined && whole > 0 ? wasmReserved / whole : undefined;
  return heap === undefined && linear === undefined ? undefined : Math.max(heap ?? 0, linear ?? 0);
}

export const DRIVERS: readonly DriverRow[] = [
  {
    id: 'rendering.frameTime.max',
    read: (snapshot) => readMetric(snapshot, 'rendering.frameTime.max'),
    badAbove: 100,
    words: (limit) => `frames over ${formatDuration(limit)}`,
  },
  {
    id: 'rendering.frameTime.p95',
    read: (snapshot) => readMetric(snapshot, 'rendering.frameTime.p95'),
    badAbove: 33.5,
    words: (limit) => `times in which one frame in twenty takes over ${formatDuration(limit)}`,
  },
  {
    id: 'rendering.longFrames.count',
    read: (snapshot) => renderingOf(snapshot)?.longFrames.length,
    words: (limit) => `times with more than ${formatNumber(limit)} long frames in an interval`,
  },
  {
    id: 'wasm.executionStats.p95',
    read: (snapshot) => {
      const functions = wasmOf(snapshot)?.functions ?? [];
      const slowest = functions.flatMap(({ histogram }) => (histogram && quantile(histogram, 0.95)) ?? []);
      return slowest.length > 0 ? Math.max(...slowest) : undefined;
    },
    words: (limit) => `WebAssembly calls over ${formatDuration(limit)}`,
  },
  {
    id: 'wasm.executionStats.totalTime',
    read: (snapshot) => {
      const section = wasmOf(snapshot);
      return section && snapshot.interval > 0 ? mainThreadTime(section) / snapshot.interval : undefined;
    },
    words: (limit) => `times in which WebAssembly fills over ${formatPercent(limit)} of the main thread`,
  },
  {
    id: 'memory.pressure',
    read: memoryPressure,
    words: (limit) => `times in which over ${formatPercent(limit)} of the memory there may be is taken`,
  },
  {
    id: 'network.latency.p95',
    read: (snapshot) => readMetric(snapshot, 'network.latency.p95'),
    badAbove: 1_000,
    words: (limit) => `requests over ${formatDuration(limit)}`,
  },
  {
    id: 'network.failures',
    read: (snapshot) => networkOf(snapshot)?.failures,
    badAbove: 0,
    words: () => 'failed requests',
  },
];

/** What people do. */
export interface OutcomeRow {
  readonly id: string;
  readonly read: (snapshot: Snapshot, i: number, all: readonly Snapshot[]) => number | undefined;
  /** `people interact`, with ` 38 % less` to follow. */
  readonly words: string;
  readonly more: string;
  readonly less: string;
}

/** Interactions within the last 30 s and none now: people wait, or look. */
const PAUSE = 30_000;

function hesitates(snapshot: Snapshot, i: number, all: readonly Snapshot[]): number | undefined {
  const now = interactionOf(snapshot);
  if (!now) return undefined;
  const recent = all
    .slice(Math.max(0, i - 12), i)
    .filter(({ timestamp }) => snapshot.timestamp - timestamp <= PAUSE)
    .flatMap((other) => interactionOf(other) ?? [])
    .some((section) => interactionsIn(section) > 0);
  if (!recent) return undefined;
  return interactionsIn(now) === 0 ? 1 : 0;
}

export const OUTCOMES: readonly OutcomeRow[] = [
  {
    id: 'interactions',
    read: (snapshot) => {
      const section = interactionOf(snapshot);
      return section && interactionsIn(section);
    },
    words: 'people interact',
    more: 'more',
    less: 'less',
  },
  {
    id: 'interaction.rageClicks',
    read: (snapshot) => interactionOf(snapshot)?.rageClicks,
    words: 'people click in rage',
    more: 'more often',
    less: 'less often',
  },
  {
    id: 'interaction.deadClicks',
    read: (snapshot) => interactionOf(snapshot)?.deadClicks,
    words: 'clicks come to nothing',
    more: 'more often',
    less: 'less often',
  },
  { id: 'hesitation', read: hesitates, words: 'people pause', more: 'more often', less: 'less often' },
  {
    id: 'leaving',
    read: (snapshot, i, all) =>
      // Hidden soon after, or the session's end: nobody came back to it
      i === all.length - 1 || (snapshot.visibility < 1 && (all[i - 1]?.visibility ?? 1) === 1) ? 1 : 0,
    words: 'people leave',
    more: 'more often',
    less: 'less often',
  },
  {
    id: 'interaction.latency.p95',
    read: (snapshot) => readMetric(snapshot, 'interaction.latency.p95'),
    words: 'input waits',
    more: 'longer',
    less: 'less long',
  },
];
