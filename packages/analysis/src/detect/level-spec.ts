import type { AnomalyKind, Tick } from '@wasm-vitals/protocol';
import { createSortedWindow } from '../baseline/sorted-window.js';
import type { Gate } from './gate.js';

/** A rule on the level of a positive signal, as data. */
export interface LevelSpec {
  readonly kind: AnomalyKind;
  readonly metric: string;
  readonly label?: string;
  /** The reading of a tick, > 0; absent where the tick has none. */
  readonly read: (tick: Tick, gate: Gate) => number | undefined;
  /** 1: more is worse; −1: less is worse. */
  readonly adverse: 1 | -1;
  /** Least ratio to the baseline that matters to anybody, in the adverse direction: 1.3 or 0.85. */
  readonly effect: number;
  /** Least relative spread that is believed: less is a clock's step or a short sample. */
  readonly floor: number;
  /** More work explains more of it: `frame`, calls for each frame; `second`, calls a second; or nothing does. */
  readonly followsWork: false | 'frame' | 'second';
  /** A signal whose middle half usually scatters by more than this is the page's own choice, and not judged. */
  readonly greatestSpread?: number;
  /** Judged only while frames are asked for. */
  readonly needsFrames?: boolean;
  /** Memory: settles later than speed, and what it gains or loses under loading is no news. */
  readonly isMemory?: boolean;
  /** A share that is judged by difference, not by ratio: `effect` and `floor` are differences then. */
  readonly isShare?: boolean;
  /** Windows of the decision in seconds, where they must be longer than usual. */
  readonly windows?: readonly number[];
  /** Readings by which one joins the baseline late, where they come less often than ticks. */
  readonly delay?: number;
  /** The quantile of a window that must be off, where more of it must agree than usual. */
  readonly agreement?: number;
  /** Kind where the change came slowly. */
  readonly slowKind?: AnomalyKind;
  /** The reading is not the metric's own value: it has no baseline to share. */
  readonly isDerived?: boolean;
  /** The export it is about, where it is about one. */
  readonly subject?: string;
}

/** Effects that a host may set, each as a ratio to the baseline. */
export interface MinimumEffects {
  /** Live or reserved linear memory. Default 1.14; a sketch of such systems often has 1.5. */
  readonly memory?: number;
  /** Mean time of a call. Default 1.25; often 2.0. */
  readonly execution?: number;
  /** Frames per second. Default 0.85; often 0.7. */
  readonly frameRate?: number;
  /** Cache hit rate. Default: a drop of 0.12 in absolute terms; often 0.8. */
  readonly cache?: number;
  /** Mean request latency. Default 1.6. */
  readonly latency?: number;
  /** Bytes allocated per second. Default 2. */
  readonly allocation?: number;
}

const positive = (value: number | undefined): number | undefined =>
  value !== undefined && value > 0 ? value : undefined;

/** Time of short calls by a coarse clock is so restless that the short windows may never agree: the last is patient. */
export const EXECUTION_WINDOWS: readonly number[] = [22, 28, 45];

/** Some allocators grow the memory to the double: only more than that tells of anything. */
const RESERVED_EFFECT = 2.2;

/** What memory grows by at once and ahead of need: up to a fifth, or to the double. More, or less than that, was needed. */
const AHEAD = Math.log(1.25);
const DOUBLE = Math.log(2);
const NEAR_DOUBLE = 0.03;
const BLOCK_EFFECT = 1.3;

/** Live bytes are compared with those of so many readings ago: allocators and collectors give back in fits. */
const GROWTH_READINGS = 4;
/** What comes and goes by itself is no growth: so many times the median of its size, over so many readings. */
const USUAL_GROWTH = 3;
const USUAL_READINGS = 120;
const USUAL_LEARNT = 20;

/**
 * Bytes a second that are allocated and freed again: what stays is not churn, it is growth, and rules on memory tell of
 * it. Each detector needs its own, since it remembers live bytes. To be asked once a tick.
 */
export function createChurnReading(): LevelSpec['read'] {
  const live = new Float64Array(GROWTH_READINGS);
  const usual = createSortedWindow(USUAL_READINGS);
  let seconds = 0;
  let count = 0;
  return ({ allocationRate, wasmLive, interval }) => {
    if (allocationRate === undefined) return undefined;
    let growth = 0;
    if (wasmLive !== undefined) {
      const place = count % GROWTH_READINGS;
      seconds = 0.8 * (seconds || interval / 1_000) + 0.2 * (interval / 1_000);
      if (count >= GROWTH_READINGS) {
        const change = (wasmLive - (live[place] ?? wasmLive)) / (GROWTH_READINGS * seconds);
        const known = usual.size >= USUAL_LEARNT ? USUAL_GROWTH * usual.quantile(0.5) : Infinity;
        // A leak is not to become usual.
        usual.push(Math.min(Math.abs(change), known));
        growth = Math.max(0, change - USUAL_GROWTH * usual.quantile(0.5));
      }
      live[place] = wasmLive;
      count += 1;
    }
    return Math.max(1_024, allocationRate - growth);
  };
}

/**
 * Reserved bytes where live ones are unknown, less what their allocator took ahead of need: one large block shows. Each
 * detector needs its own, to be asked once a tick.
 */
export function createBlockReading(): LevelSpec['read'] {
  let last = 0;
  let ahead = 0;
  return ({ wasmLive, wasmReserved }) => {
    if (wasmLive !== undefined || wasmReserved === undefined || wasmReserved <= 0) return undefined;
    const grown = last > 0 ? Math.log(wasmReserved / last) : 0;
    last = wasmReserved;
    const isHabit = Math.abs(grown) < AHEAD || Math.abs(grown - DOUBLE) < NEAR_DOUBLE;
    if (isHabit) ahead += grown;
    return wasmReserved * Math.exp(-ahead);
  };
}

/** What came late is known less well, and is a part of the time only: as a single export. */
const LATE_EFFECT = 1.5;

/** Level rules. To add one is to add a row. */
export function levelSpecs(effects: MinimumEffects): readonly LevelSpec[] {
  return [
    {
      kind: 'memory-step',
      metric: 'wasm.heapSize',
      read: (tick) => positive(tick.wasmLive),
      adverse: 1,
      effect: effects.memory ?? 1.14,
      floor: 0.01,
      followsWork: false,
      isMemory: true,
    },
    {
      kind: 'memory-step',
      metric: 'wasm.memoryUsage',
      // Reserved memory tells only where live bytes can't be read: it grows in great steps and never shrinks.
      read: (tick) => (tick.wasmLive === undefined ? positive(tick.wasmReserved) : undefined),
      adverse: 1,
      effect: Math.max(RESERVED_EFFECT, effects.memory ?? 0),
      floor: 0.01,
      followsWork: false,
      isMemory: true,
    },
    {
      kind: 'memory-step',
      metric: 'wasm.memoryUsage',
      read: createBlockReading(),
      adverse: 1,
      effect: Math.max(BLOCK_EFFECT, effects.memory ?? 0),
      floor: 0.01,
      followsWork: false,
      isMemory: true,
      isDerived: true,
    },
    {
      kind: 'fragmentation',
      metric: 'wasm.allocatorStats.fragmentationRatio',
      read: (tick) => tick.fragmentation,
      adverse: 1,
      effect: 0.15,
      floor: 0.02,
      followsWork: false,
      isMemory: true,
      isShare: true,
    },
    {
      kind: 'execution-slow',
      metric: 'wasm.executionStats.avgExecutionTime',
      read: (_tick, gate) => gate.callTime,
      adverse: 1,
      effect: effects.execution ?? 1.25,
      floor: 0.06,
      followsWork: 'frame',
      slowKind: 'execution-ramp',
      windows: EXECUTION_WINDOWS,
    },
    {
      kind: 'execution-slow',
      metric: 'wasm.executionStats.avgExecutionTime',
      read: (_tick, gate) => gate.lateCallTime,
      adverse: 1,
      effect: Math.max(LATE_EFFECT, effects.execution ?? 0),
      floor: 0.06,
      followsWork: 'frame',
      windows: EXECUTION_WINDOWS,
      isDerived: true,
    },
    {
      kind: 'frame-rate-drop',
      metric: 'rendering.fps',
      read: (tick) => positive(tick.fps),
      adverse: -1,
      effect: effects.frameRate ?? 0.85,
      floor: 0.03,
      followsWork: 'frame',
      needsFrames: true,
      // So restless a frame rate is that of a page that draws on demand; jank and stalls are still seen.
      greatestSpread: 0.15,
    },
    {
      kind: 'request-latency',
      metric: 'network.latency.mean',
      label: 'Mean request latency',
      read: (tick) => (tick.requests ? positive(tick.latency) : undefined),
      adverse: 1,
      effect: effects.latency ?? 1.6,
      floor: 0.15,
      followsWork: false,
      // The network hiccups for up to nine seconds, and twice in half a minute.
      windows: [30],
      agreement: 0.3,
      delay: 8,
    },
    {
      kind: 'allocation-churn',
      metric: 'wasm.allocatorStats.totalAllocated',
      label: 'Allocated and freed per second',
      read: createChurnReading(),
      adverse: 1,
      effect: effects.allocation ?? 2,
      floor: 0.15,
      followsWork: 'second',
      // Allocation comes in fits of a quarter of a minute, as content is prepared.
      windows: [26],
    },
  ];
}
