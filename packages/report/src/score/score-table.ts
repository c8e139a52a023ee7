import type {
  MemoryReport,
  NetworkReport,
  RenderingReport,
  ScorePart,
  ScoreSection,
  WasmReport,
} from '@wasm-vitals/protocol';
import { USUAL_REFRESH_RATE } from '../sections/rendering.js';
import type { Experience } from '../sections/experience.js';

/** What scores are made of. */
export interface ScoreInput {
  readonly wasm: WasmReport;
  readonly memory: MemoryReport;
  readonly rendering: RenderingReport;
  readonly network: NetworkReport;
  readonly experience: Experience;
  /** Share by which live (else reserved) memory and the JS heap grow per minute; absent where nothing is known. */
  readonly memoryGrowth?: number;
  readonly heapGrowth?: number;
  /** Minutes in which the page was visible. */
  readonly visibleMinutes: number;
}

export interface ScoreRow {
  readonly section: ScoreSection;
  readonly name: string;
  readonly label: string;
  readonly unit: ScorePart['unit'];
  /** 90 points here, 50 points at `poor`; between and beyond, a log-normal curve. */
  readonly good: number;
  readonly poor: number;
  /** Within its section. */
  readonly weight: number;
  readonly read: (input: ScoreInput) => number | undefined;
}

/** How much each section counts: what people feel first. */
export const SECTION_WEIGHTS: Readonly<Record<ScoreSection, number>> = {
  wasm: 25,
  memory: 20,
  rendering: 25,
  network: 10,
  experience: 20,
};

const perMinute = (count: number | undefined, { visibleMinutes }: ScoreInput) =>
  count === undefined || visibleMinutes <= 0 ? undefined : count / visibleMinutes;

const over = (part: number | undefined, whole: number | undefined) =>
  part === undefined || whole === undefined || whole <= 0 ? undefined : part / whole;

/** Refresh intervals that a frame takes. */
const inRefreshes = (ms: number | undefined, rendering: RenderingReport) =>
  ms === undefined ? undefined : (ms * (rendering.refreshRate ?? USUAL_REFRESH_RATE)) / 1_000;

/**
 * Control points, lower readings better. Where web-vitals has thresholds ("good", "poor"), they are the points;
 * elsewhere the points are ours, and their reason stands beside them.
 */
export const SCORE_TABLE: readonly ScoreRow[] = [
  // A call this long takes half of a 60 Hz frame, or three frames
  {
    section: 'wasm',
    name: 'callP95',
    label: 'Call time p95',
    unit: 'ms',
    good: 8,
    poor: 50,
    weight: 40,
    read: ({ wasm }) => wasm.latency?.p95,
  },
  {
    section: 'wasm',
    name: 'callMax',
    label: 'Longest call',
    unit: 'ms',
    good: 50,
    poor: 200,
    weight: 20,
    read: ({ wasm }) => wasm.latency?.max,
  },
  // Beyond half of a core, the main thread has no room for a frame's other work
  {
    section: 'wasm',
    name: 'cpuShare',
    label: 'Share of the main thread',
    unit: 'ratio',
    good: 0.5,
    poor: 0.85,
    weight: 20,
    read: ({ wasm }) => wasm.cpuShare,
  },
  {
    section: 'wasm',
    name: 'errorRate',
    label: 'Calls that failed',
    unit: 'ratio',
    good: 0.001,
    poor: 0.02,
    weight: 20,
    read: ({ wasm }) => over(wasm.errors, wasm.calls),
  },
  // At 1 % a minute memory doubles in 70 minutes, at 6 % in 12
  {
    section: 'memory',
    name: 'linearGrowth',
    label: 'Growth of linear memory a minute',
    unit: 'ratio',
    good: 0.01,
    poor: 0.06,
    weight: 45,
    read: ({ memoryGrowth }) => memoryGrowth,
  },
  {
    section: 'memory',
    name: 'heapGrowth',
    label: 'Growth of the JS heap a minute',
    unit: 'ratio',
    good: 0.02,
    poor: 0.1,
    weight: 30,
    read: ({ heapGrowth }) => heapGrowth,
  },
  {
    section: 'memory',
    name: 'fragmentation',
    label: 'Fragmentation',
    unit: 'ratio',
    good: 0.3,
    poor: 0.7,
    weight: 15,
    read: ({ memory }) => memory.fragmentation,
  },
  {
    section: 'memory',
    name: 'unused',
    label: 'Reserved but not live',
    unit: 'ratio',
    good: 0.75,
    poor: 0.95,
    weight: 10,
    read: ({ memory }) => (memory.efficiency === undefined ? undefined : 1 - memory.efficiency),
  },
  {
    section: 'rendering',
    name: 'frameP95',
    label: 'Frame time p95 in refreshes',
    unit: 'count',
    good: 1.25,
    poor: 3,
    weight: 40,
    read: ({ rendering }) => inRefreshes(rendering.frameTime?.p95, rendering),
  },
  {
    section: 'rendering',
    name: 'droppedShare',
    label: 'Dropped frames',
    unit: 'ratio',
    good: 0.02,
    poor: 0.25,
    weight: 30,
    read: ({ rendering }) => rendering.droppedShare,
  },
  {
    section: 'rendering',
    name: 'longFrames',
    label: 'Long frames a minute',
    unit: 'per minute',
    good: 1,
    poor: 12,
    weight: 30,
    read: (input) => perMinute(input.rendering.longFrames, input),
  },
  // Nielsen's limits: 0.1 s feels instant, 1 s keeps the thread of thought
  {
    section: 'network',
    name: 'latencyP75',
    label: 'Request latency p75',
    unit: 'ms',
    good: 200,
    poor: 1_000,
    weight: 50,
    read: ({ network }) => network.latency?.p75,
  },
  {
    section: 'network',
    name: 'failureRate',
    label: 'Failed requests',
    unit: 'ratio',
    good: 0.005,
    poor: 0.05,
    weight: 30,
    read: ({ network }) => network.failureRate,
  },
  {
    section: 'network',
    name: 'missRate',
    label: 'Cache misses',
    unit: 'ratio',
    good: 0.4,
    poor: 0.8,
    weight: 20,
    read: ({ network }) => (network.cacheHitRate === undefined ? undefined : 1 - network.cacheHitRate),
  },
  {
    section: 'experience',
    name: 'INP',
    label: 'Interaction to Next Paint',
    unit: 'ms',
    good: 200,
    poor: 500,
    weight: 45,
    read: ({ experience }) => experience.webVitals.INP,
  },
  {
    section: 'experience',
    name: 'latencyP95',
    label: 'Interaction latency p95',
    unit: 'ms',
    good: 200,
    poor: 500,
    weight: 25,
    read: ({ experience }) => experience.latency?.p95,
  },
  {
    section: 'experience',
    name: 'CLS',
    label: 'Cumulative layout shift',
    unit: 'score',
    good: 0.1,
    poor: 0.25,
    weight: 10,
    read: ({ experience }) => experience.webVitals.CLS,
  },
  {
    section: 'experience',
    name: 'rageClicks',
    label: 'Rage and dead clicks per interaction',
    unit: 'ratio',
    good: 0.02,
    poor: 0.1,
    weight: 20,
    read: ({ experience }) => over(experience.rageClicks + experience.deadClicks, experience.interactions),
  },
];
