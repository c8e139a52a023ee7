import type { Kind } from './kinds.js';

export const PAGES = ['demo', 'physics', 'database', 'layout'] as const;
export type PageName = (typeof PAGES)[number];

/** Who acts: a fault in the page, Chromium's CPU throttle, its network conditions, or requests that are failed. */
export type Means = 'page' | 'cpu' | 'latency' | 'failures';

type Runs = Readonly<Partial<Record<PageName, number>>>;

/** One way to bring a fault about, as data. */
export interface Injector {
  readonly kind: Kind;
  readonly means: Means;
  /** The page's fault, where that is the means. */
  readonly fault?: string;
  /** Bounds of the strength, drawn uniformly on a log scale; its unit is in the fault's name (`cpu`: factor, `latency`: ms, `failures`: share). */
  readonly strength: readonly [low: number, high: number];
  /** Only whole strengths: switches with steps. */
  readonly whole?: true;
  /** The strength is reached in steps over 25 to 40 s. */
  readonly ramp?: true;
  /** Bounds of the duration in seconds; `share` of the strength where the strength is a time. */
  readonly seconds: readonly [low: number, high: number];
  /** It can't be taken back: nothing comes after it in its session. */
  readonly last?: true;
  /** How often on each page. */
  readonly runs: Runs;
  /** And in the rounds after the first: some had no effect in one before, or the machine stood still. */
  readonly again?: readonly Runs[];
}

const SHORT = [34, 38] as const;
const LONG = [58, 66] as const;
/** A factor that begins at one. */
export const isFactor = ({ means, fault }: Injector): boolean => means === 'cpu' || fault === 'slow-export';

/** Every kind at least ten times, by the demo's switches, by DevTools' throttling and inside of pages. */
export const INJECTORS: readonly Injector[] = [
  {
    kind: 'memory-step',
    means: 'page',
    fault: 'keep-block-share',
    strength: [0.25, 1.1],
    seconds: SHORT,
    runs: { demo: 8 },
  },
  {
    kind: 'memory-step',
    means: 'page',
    fault: 'keep-bytes',
    strength: [30e6, 46e6],
    seconds: SHORT,
    last: true,
    runs: { database: 2 },
  },
  {
    kind: 'memory-leak',
    means: 'page',
    fault: 'leak-a-minute',
    strength: [0.25, 0.7],
    seconds: LONG,
    runs: { demo: 7 },
    again: [{ demo: 2 }, { demo: 2 }],
  },
  {
    kind: 'memory-leak',
    means: 'page',
    fault: 'switch-leak',
    strength: [1, 2],
    whole: true,
    seconds: [42, 50],
    runs: { demo: 3 },
  },
  {
    kind: 'heap-leak',
    means: 'page',
    fault: 'keep-objects-bytes-a-second',
    strength: [50e3, 220e3],
    seconds: LONG,
    runs: { physics: 3, database: 3, layout: 3 },
    again: [
      { database: 3, layout: 3 },
      { physics: 1, database: 1, layout: 1 },
    ],
  },
  {
    kind: 'heap-leak',
    means: 'page',
    fault: 'switch-heap',
    strength: [1, 2],
    whole: true,
    seconds: LONG,
    runs: { demo: 1 },
  },
  {
    kind: 'fragmentation',
    means: 'page',
    fault: 'fragment-share',
    strength: [0.5, 0.9],
    seconds: SHORT,
    runs: { demo: 10 },
    again: [{ demo: 4 }],
  },
  {
    kind: 'memory-limit',
    means: 'page',
    fault: 'grow-to-limit-seconds',
    strength: [98, 125],
    seconds: [78, 86],
    last: true,
    runs: { demo: 10 },
    again: [{ demo: 3 }],
  },
  {
    kind: 'execution-slow',
    means: 'cpu',
    strength: [2, 4],
    seconds: SHORT,
    runs: { physics: 3, database: 3, layout: 2 },
    again: [
      { physics: 2, database: 2, layout: 2 },
      { database: 1, layout: 1 },
    ],
  },
  {
    kind: 'execution-slow',
    means: 'page',
    fault: 'switch-slow',
    strength: [1, 2],
    whole: true,
    seconds: SHORT,
    runs: { demo: 2 },
  },
  {
    kind: 'hot-export',
    means: 'page',
    fault: 'slow-export',
    strength: [2.2, 6],
    seconds: SHORT,
    runs: { physics: 3, database: 3, layout: 3 },
    again: [{ physics: 3, layout: 3 }],
  },
  {
    kind: 'hot-export',
    means: 'page',
    fault: 'burn-passes',
    strength: [5, 18],
    seconds: SHORT,
    runs: { demo: 1 },
  },
  {
    kind: 'execution-ramp',
    means: 'page',
    fault: 'slow-export',
    strength: [2.2, 5],
    ramp: true,
    seconds: [60, 68],
    runs: { database: 3, physics: 3 },
    again: [
      { database: 3, physics: 3 },
      { database: 1, physics: 1 },
    ],
  },
  {
    kind: 'execution-ramp',
    means: 'cpu',
    strength: [2, 4],
    ramp: true,
    seconds: [60, 68],
    runs: { layout: 3 },
    again: [{ layout: 3 }, { layout: 1 }],
  },
  {
    kind: 'execution-ramp',
    means: 'page',
    fault: 'burn-passes',
    strength: [6, 18],
    ramp: true,
    seconds: [60, 68],
    runs: { demo: 1 },
  },
  {
    kind: 'stall',
    means: 'page',
    fault: 'block-ms',
    strength: [350, 1_400],
    seconds: SHORT,
    runs: { physics: 3, database: 3, layout: 3 },
    again: [{ database: 1, layout: 1 }],
  },
  {
    kind: 'stall',
    means: 'page',
    fault: 'switch-stall',
    strength: [2, 3],
    whole: true,
    seconds: SHORT,
    runs: { demo: 1 },
  },
  {
    kind: 'frame-rate-drop',
    means: 'page',
    fault: 'heavy-frames-ms',
    strength: [21, 45],
    seconds: SHORT,
    runs: { physics: 3, database: 3, layout: 3 },
  },
  {
    kind: 'frame-rate-drop',
    means: 'page',
    fault: 'switch-frames',
    strength: [2, 3],
    whole: true,
    seconds: SHORT,
    runs: { demo: 1 },
  },
  {
    kind: 'jank',
    means: 'page',
    fault: 'long-tasks-a-second',
    strength: [0.7, 2.5],
    seconds: SHORT,
    runs: { physics: 4, database: 3, layout: 3 },
  },
  {
    kind: 'cache-collapse',
    means: 'page',
    fault: 'uncached-share',
    strength: [0.7, 1],
    seconds: SHORT,
    runs: { physics: 3, database: 3, layout: 3 },
    again: [{ physics: 2, database: 2 }],
  },
  {
    kind: 'cache-collapse',
    means: 'page',
    fault: 'switch-cache',
    strength: [2, 3],
    whole: true,
    seconds: SHORT,
    runs: { demo: 1 },
  },
  {
    kind: 'request-latency',
    means: 'latency',
    strength: [60, 400],
    seconds: SHORT,
    runs: { physics: 3, database: 3, layout: 3 },
    again: [{ physics: 1, database: 1 }],
  },
  {
    kind: 'request-latency',
    means: 'page',
    fault: 'switch-network',
    strength: [1, 3],
    whole: true,
    seconds: SHORT,
    runs: { demo: 1 },
  },
  {
    kind: 'request-failures',
    means: 'failures',
    strength: [0.3, 0.9],
    seconds: SHORT,
    runs: { physics: 3, database: 3, layout: 3, demo: 1 },
  },
  {
    kind: 'allocation-churn',
    means: 'page',
    fault: 'switch-churn',
    strength: [1, 3],
    whole: true,
    seconds: SHORT,
    runs: { demo: 10 },
    again: [{ demo: 4 }, { demo: 2 }],
  },
  {
    kind: 'input-latency',
    means: 'page',
    fault: 'slow-input-ms',
    strength: [170, 600],
    seconds: SHORT,
    runs: { physics: 4, database: 3, layout: 3 },
  },
  {
    kind: 'trap',
    means: 'page',
    fault: 'traps-a-second',
    strength: [0.15, 1],
    seconds: SHORT,
    runs: { physics: 3, database: 3, layout: 3, demo: 1 },
    again: [{ physics: 1, layout: 1 }],
  },
];
