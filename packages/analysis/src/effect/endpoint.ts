import type { MetricId, Tick } from '@wasm-vitals/protocol';
import type { Cause } from '../recommend/cause.js';
import { steadyGrowth, widened, withoutGrowth, type Timed } from './growth.js';
import {
  LEAST_READINGS,
  compareLevels,
  compareMedians,
  compareRates,
  compareShares,
  type Comparison,
  type Count,
} from './compare.js';

interface EndpointBase {
  /** Metric of the catalogue that it stands for. */
  readonly metric: MetricId;
  readonly better: 'lower' | 'higher';
  /** True where it shows that an action helped, but not that all is well again. */
  readonly secondary?: boolean;
  /** True where it grows by itself while the trouble lasts: then only the ticks next to the change say what it changed. */
  readonly drifts?: boolean;
  /** True where that growth is steady enough to be told from what an action does: linear memory, not a collected heap. */
  readonly grows?: boolean;
  /** Differences of less than this, in the reading's unit, nobody feels, however large a share of little they are. */
  readonly felt?: number;
}

/**
 * What an action is measured by, read from ticks: a level (median of readings), a rate (mean count a tick) or a share
 * (hits of tries).
 */
export type Endpoint =
  | (EndpointBase & {
      readonly method: 'level' | 'rate';
      readonly read: (tick: Tick) => number | undefined;
    })
  | (EndpointBase & { readonly method: 'share'; readonly read: (tick: Tick) => Count | undefined });

/** Ticks before a change that count for what drifts. */
const NEAR_TICKS = 8;
/** A frame this late is felt as a halt (DETECTION: stalls begin at 200 ms). */
const STALL_MS = 200;
/** A frame of 60 Hz has 16.7 ms: what takes less than this more of it, and be it twice as much, spoils nothing. */
const FELT_MS = 1;

function level(
  metric: MetricId,
  better: 'lower' | 'higher',
  read: (tick: Tick) => number | undefined,
): Endpoint {
  return { metric, better, method: 'level', read };
}

/** How often something bad happens. */
function rate(metric: MetricId, read: (tick: Tick) => number | undefined): Endpoint {
  return { metric, better: 'lower', method: 'rate', read };
}

function share(
  metric: MetricId,
  better: 'lower' | 'higher',
  read: (tick: Tick) => Count | undefined,
): Endpoint {
  return { metric, better, method: 'share', read };
}

function ratio(top: number | undefined, bottom: number | undefined): number | undefined {
  return top === undefined || bottom === undefined || bottom <= 0 ? undefined : top / bottom;
}

function counts(hits: number | undefined, tries: number | undefined): Count | undefined {
  return hits === undefined || tries === undefined || tries <= 0 ? undefined : { hits, tries };
}

const fps = level('rendering.fps', 'higher', (tick) => tick.fps);
const longestFrame = level('rendering.frameTime.max', 'lower', (tick) => tick.frameTimeMax);
/** Their mean: of rare halts a median would know nothing. */
const meanLongestFrame = rate('rendering.frameTime.max', (tick) => tick.frameTimeMax);
/** Secondary: with half the calls a frame, each may stay slow and the user is served all the same. */
const callTime: Endpoint = {
  ...level('wasm.executionStats.avgExecutionTime', 'lower', (tick) => ratio(tick.wasmTime, tick.wasmCalls)),
  secondary: true,
};
/** WASM time a frame: falls with a lighter step and with fewer steps alike, and not because frames were lost. */
const timePerFrame: Endpoint = {
  ...level('wasm.executionStats.totalTime', 'lower', (tick) =>
    ratio(tick.wasmTime, tick.fps === undefined ? undefined : (tick.fps * tick.interval) / 1000),
  ),
  felt: FELT_MS,
};
const live: Endpoint = {
  ...level('wasm.heapSize', 'lower', (tick) => tick.wasmLive),
  drifts: true,
  grows: true,
};
const reserved: Endpoint = {
  ...level('wasm.memoryUsage', 'lower', (tick) => tick.wasmReserved),
  secondary: true,
  drifts: true,
  grows: true,
};
const heap: Endpoint = {
  ...level('memory.jsHeapUsed', 'lower', (tick) => tick.jsHeapUsed),
  drifts: true,
};
const headroom: Endpoint = {
  ...level('memory.headroom', 'higher', (tick) => tick.headroom),
  drifts: true,
  grows: true,
};
const fragmentation = level('wasm.allocatorStats.fragmentationRatio', 'lower', (tick) => tick.fragmentation);
const allocations = level('wasm.allocatorStats.totalAllocated', 'lower', (tick) => tick.allocationRate);
const latency = level('network.latency.p95', 'lower', (tick) => tick.latency);
/** Secondary: with more answers from a cache the network is no faster, but it is waited for less. Milliseconds a tick. */
const waiting: Endpoint = {
  ...rate('network.latency.mean', ({ requests, cacheHits = 0, latency: mean = 0 }) =>
    requests === undefined ? undefined : (requests - cacheHits) * mean,
  ),
  secondary: true,
};
const inputLatency = level('interaction.latency.p95', 'lower', (tick) => tick.inputLatency);
/** Secondary: a wider cache of the host's own leaves few requests and no better rate, and all the same it helped. */
const hitRate: Endpoint = {
  ...share('network.cacheHitRate', 'higher', (tick) => counts(tick.cacheHits, tick.requests)),
  secondary: true,
};
/** Requests that went to the network. */
const misses = rate('network.requests', (tick) =>
  tick.requests === undefined || tick.cacheHits === undefined ? undefined : tick.requests - tick.cacheHits,
);
const failures = share('network.failures', 'lower', (tick) => counts(tick.failures, tick.requests));
const janky = rate('rendering.longFrames.count', (tick) => tick.longFrames);
const stalled = rate('rendering.frameTime.max', (tick) =>
  tick.frameTimeMax === undefined ? undefined : Number(tick.frameTimeMax >= STALL_MS),
);
const trapped = rate('wasm.executionStats.errors', (tick) => tick.traps);
const monitorCost: readonly Endpoint[] = [fps, timePerFrame];

/**
 * What tells whether an action helped against a cause, the most direct first: it helped where any of them improved.
 * Memory that grows steadily is compared less what it would have grown by itself: an action against a leak must bring the
 * level down.
 */
export const ENDPOINTS: Readonly<Record<Cause, readonly Endpoint[]>> = {
  'frame-rate-drop': [fps],
  jank: [janky, { ...fps, secondary: true }],
  stall: [stalled],
  'input-latency': [inputLatency, longestFrame],
  'execution-slow': [timePerFrame, callTime],
  'execution-ramp': [timePerFrame, callTime],
  'memory-step': [live, reserved],
  'memory-leak': [live, reserved],
  'memory-limit': [headroom, live],
  fragmentation: [fragmentation, reserved],
  'heap-leak': [heap],
  'allocation-churn': [allocations],
  'cache-collapse': [misses, hitRate],
  'request-latency': [latency, waiting],
  'request-failures': [failures],
  trap: [trapped],
  'compile-slow': [],
  'monitor-cost': monitorCost,
};

/**
 * What tells how much is lost, where it is not what an effect is measured by: healthy pages have no halts, and slow calls
 * cost frames where these were nearly full, be it by less than a millisecond.
 */
export const LOSSES: Readonly<Partial<Record<Cause, readonly Endpoint[]>>> = {
  'execution-slow': [timePerFrame, fps, callTime],
  'execution-ramp': [timePerFrame, fps, callTime],
  jank: [meanLongestFrame],
  stall: [meanLongestFrame],
};

/**
 * True where it is events, few and far between. Whatever raises an alarm about them is a cluster, and no fair sample of
 * what comes without an action: after a cluster, everything seems to have helped.
 */
export function isSporadic(cause: Cause): boolean {
  return cause === 'stall' || cause === 'jank' || cause === 'trap';
}

/** What no action may spoil while it helps elsewhere, and by what share it would count as spoilt. */
export const GUARDS: readonly { readonly endpoint: Endpoint; readonly limit: number }[] = [
  { endpoint: fps, limit: 0.1 },
  { endpoint: timePerFrame, limit: 0.25 },
  { endpoint: live, limit: 0.5 },
  { endpoint: trapped, limit: 1 },
];

function present<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}

/** Readings of the endpoint among the ticks. */
export function readingCount(endpoint: Endpoint, ticks: readonly Tick[]): number {
  return ticks.reduce((n, tick) => n + (endpoint.read(tick) === undefined ? 0 : 1), 0);
}

function timed(read: (tick: Tick) => number | undefined, ticks: readonly Tick[]): readonly Timed[] {
  return ticks.flatMap((tick) => {
    const value = read(tick);
    return value === undefined ? [] : [{ at: tick.timestamp / 1000, value }];
  });
}

/**
 * Compares what came after a change with what would have come without it: as `compareBy`, less what grew by itself.
 */
export function compareTrial(
  endpoint: Endpoint,
  before: readonly Tick[],
  after: readonly Tick[],
  confidence: number,
): Comparison | undefined {
  const from =
    endpoint.grows && endpoint.method === 'level' ? timed(endpoint.read, before.slice(-NEAR_TICKS)) : [];
  const growth = steadyGrowth(from);
  const last = from.at(-1)?.at;
  if (!growth || endpoint.method !== 'level' || last === undefined) {
    return compareBy(endpoint, before, after, confidence);
  }
  const to = timed(endpoint.read, after);
  if (from.length < LEAST_READINGS || to.length < LEAST_READINGS) return undefined;
  const found = compareMedians(
    withoutGrowth(from, growth.slope, last),
    withoutGrowth(to, growth.slope, last),
    confidence,
  );
  return widened(found, growth, (to[to.length >> 1]?.at ?? last) - last);
}

/** Compares two stretches of ticks by an endpoint; absent where there are too few readings on either side. */
export function compareBy(
  endpoint: Endpoint,
  before: readonly Tick[],
  after: readonly Tick[],
  confidence: number,
): Comparison | undefined {
  const near = endpoint.drifts ? before.slice(-NEAR_TICKS) : before;
  if (endpoint.method === 'share') {
    return compareShares(present(near.map(endpoint.read)), present(after.map(endpoint.read)), confidence);
  }
  const compare = endpoint.method === 'level' ? compareLevels : compareRates;
  return compare(present(near.map(endpoint.read)), present(after.map(endpoint.read)), confidence);
}
