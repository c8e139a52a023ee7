import type { RequestKind, Snapshot } from '../snapshot.js';
import { boolean, either, list, number, object, oneOf, record, string } from './shape.js';
import type { Shape } from './shape.js';

const amount = number(0);
const share = number(0, 1);
const name = string(512);
const text = string();

export const histogramShape = object(
  {
    scale: number(-10, 20),
    count: amount,
    sum: number(),
    zeroCount: amount,
    indexes: list(number()),
    counts: list(amount),
  },
  { min: number(), max: number(), resolution: amount },
);

const collectorError = object({ error: text });

const executionStats = object(
  { calls: amount, totalTime: amount, errors: amount },
  { avgExecutionTime: amount, p50: amount, p95: amount, p99: amount, max: amount },
);

const functionStats = object(
  {
    name,
    kind: oneOf('export', 'table', 'import', 'host'),
    calls: amount,
    totalTime: amount,
    errors: amount,
    samplingRate: share,
  },
  { module: name, worker: name, selfTime: amount, histogram: histogramShape, memoryDelta: number() },
);

const memoryInfo = object(
  { name, reserved: amount, shared: boolean },
  { id: name, initial: amount, maximum: amount, live: amount, liveAtMost: amount, allocator: name },
);

const moduleInfo = object(
  { id: name, name, instances: amount, exports: amount, imports: amount, memories: list(memoryInfo) },
  {
    buildId: name,
    url: text,
    bytes: amount,
    compileTime: amount,
    instantiateTime: amount,
    streaming: boolean,
    cached: boolean,
    features: list(name, 100),
    sections: record(amount, 100),
  },
);

const growthEvent = object(
  { timestamp: amount, module: name, memory: name, pagesBefore: amount, pagesAfter: amount },
  { during: name, host: name, duration: amount, worker: name },
);

const marks: Shape<Record<string, string | number>> = record(either(number(), text), 100);

const trapRecord = object(
  { timestamp: amount, kind: name, message: text, count: amount },
  {
    module: name,
    export: name,
    worker: name,
    stack: list(text, 100),
    buildId: name,
    lastCalls: list(object({ name, calls: amount }), 100),
    memory: object({ reserved: amount }, { live: amount, headroom: amount }),
    marks,
  },
);

const workerInfo = object(
  { name },
  {
    url: text,
    calls: amount,
    totalTime: amount,
    memoryUsage: amount,
    lastHeard: amount,
    running: object({ name, time: amount }),
    overhead: amount,
  },
);

const wasm = either(
  object({ status: oneOf('not_initialized') }, { workers: list(workerInfo) }),
  object(
    {
      status: oneOf('active'),
      memoryUsage: amount,
      executionStats,
      functionCallCounts: record(amount),
      functions: list(functionStats),
      modules: list(moduleInfo),
      growth: list(growthEvent),
      traps: list(trapRecord),
    },
    {
      heapSize: amount,
      allocatorSource: name,
      allocatorStats: object(
        {
          totalAllocated: amount,
          totalDeallocated: amount,
          currentAllocations: amount,
          peakMemoryUsage: amount,
        },
        { fragmentationRatio: share },
      ),
      workers: list(workerInfo),
    },
  ),
);

const memory = object(
  {},
  {
    used: amount,
    jsHeapUsed: amount,
    jsHeapLimit: amount,
    userAgentSpecific: object({ bytes: amount, age: amount }),
    wasmReserved: amount,
    wasmLive: amount,
    headroom: amount,
    timeToLimit: amount,
  },
);

const longFrame = object(
  {
    timestamp: amount,
    duration: amount,
    scripts: list(object({ duration: amount }, { invoker: text, url: text, function: text }), 200),
  },
  {
    blockingDuration: amount,
    renderDuration: amount,
    verdict: object(
      {
        cause: oneOf('export', 'memory-growth', 'script', 'layout', 'garbage-collection', 'gpu', 'unknown'),
        confidence: share,
      },
      { name, share },
    ),
  },
);

const rendering = object(
  { frames: amount, longFrames: list(longFrame) },
  {
    fps: amount,
    frameTime: histogramShape,
    droppedFrames: amount,
    refreshRate: amount,
    layoutShift: amount,
    gpuTime: amount,
  },
);

const requestFields = { requests: amount, failures: amount, cacheHits: amount, transferSize: amount };
const requestStats = object(requestFields, { latency: histogramShape });
const byKind = object({}, {
  wasm: requestStats,
  script: requestStats,
  fetch: requestStats,
  image: requestStats,
  other: requestStats,
} satisfies Record<RequestKind, unknown>);
const network = object({ ...requestFields, byKind }, { latency: histogramShape, cacheHitRate: share });

const interaction = object(
  {
    count: record(amount),
    rageClicks: amount,
    deadClicks: amount,
    webVitals: object({}, { LCP: amount, FCP: amount, INP: amount, TTFB: amount, CLS: amount }),
  },
  { inputDelay: amount, interactionToNextPaint: amount, latency: histogramShape },
);

const overhead = object({ cpu: amount, parts: record(amount), shed: list(name), faults: amount });

const outcome = object(
  { appliedAt: amount },
  {
    ...{ decidedAt: amount, metric: name, before: number(), after: number() },
    ...{ ratio: amount, low: amount, high: amount, reason: text },
    decision: oneOf('kept', 'reverted', 'failed'),
  },
);

const action = object(
  {
    id: name,
    timestamp: amount,
    action: name,
    event: oneOf('applied', 'kept', 'reverted', 'failed', 'disabled', 'restored', 'overridden'),
    trigger: oneOf('user', 'loop', 'host'),
  },
  {
    ...{ recommendation: text, message: text, duration: amount, freed: number(), outcome },
    level: object({ from: amount, to: amount }),
  },
);

/** Every member of a snapshot; see `Snapshot` for what each means. */
export const snapshotShape: Shape<Snapshot> = object(
  {
    timestamp: amount,
    sequence: amount,
    interval: amount,
    visibility: share,
    context: object({}, { marks, loading: boolean, resumed: boolean }),
    overhead: either(collectorError, overhead),
    wasm: either(collectorError, wasm),
    memory: either(collectorError, memory),
    rendering: either(collectorError, rendering),
    network: either(collectorError, network),
    interaction: either(collectorError, interaction),
    unsupported: list(name),
  },
  { actions: list(action, 200) },
);
