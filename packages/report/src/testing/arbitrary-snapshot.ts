import fc from 'fast-check';
import type { HistogramData, LongFrame, Snapshot } from '@wasm-vitals/protocol';

const START = 1_795_000_000_000;

/** Names as pages really have them, and as nobody should. */
const name = fc.oneof(
  fc.constantFrom('step', 'render', '_ZN4demo4stepEv', '', '__proto__', 'constructor', '<b>', '=1+1', '`|'),
  fc.string({ maxLength: 12 }),
);
const ms = fc.double({ min: 0, max: 1e6, noNaN: true });
const bytes = fc.oneof(fc.nat(), fc.double({ min: 0, max: 2 ** 53, noNaN: true }));
const count = fc.nat({ max: 1_000_000 });
const ratio = fc.double({ min: 0, max: 1, noNaN: true });

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined, freq: 3 });

/** An object whose `undefined` members are absent. */
function record<T extends object>(shape: {
  [K in keyof T]: fc.Arbitrary<T[K] | undefined>;
}): fc.Arbitrary<T> {
  return fc
    .record<Record<string, unknown>>(shape as Record<string, fc.Arbitrary<unknown>>)
    .map(
      (value) => Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T,
    );
}

const histogram: fc.Arbitrary<HistogramData> = fc
  .tuple(
    fc.integer({ min: 0, max: 8 }),
    fc.uniqueArray(fc.integer({ min: -200, max: 60 }), { maxLength: 6 }),
    fc.array(fc.double({ min: 0.001, max: 1e4, noNaN: true }), { minLength: 6, maxLength: 6 }),
    fc.nat({ max: 20 }),
  )
  .map(([scale, unordered, counts, zeroCount]) => {
    const indexes = [...unordered].sort((a, b) => a - b);
    const used = counts.slice(0, indexes.length);
    const bound = (index: number) => 2 ** (index / 2 ** scale);
    const total = used.reduce((sum, n) => sum + n, zeroCount);
    const largest = indexes.at(-1);
    return {
      scale,
      count: total,
      sum: used.reduce((sum, n, i) => sum + n * bound((indexes[i] ?? 0) + 0.5), 0),
      zeroCount,
      indexes,
      counts: used,
      ...(total > 0
        ? {
            min: zeroCount > 0 ? 0 : bound(indexes[0] ?? 0),
            max: largest === undefined ? 0 : bound(largest + 1),
          }
        : {}),
    };
  });

const longFrame: fc.Arbitrary<LongFrame> = record<LongFrame>({
  timestamp: fc.nat().map((at) => START + at),
  duration: ms,
  blockingDuration: maybe(ms),
  scripts: fc.array(
    record<LongFrame['scripts'][number]>({
      invoker: maybe(name),
      url: maybe(fc.webUrl()),
      function: maybe(name),
      duration: ms,
    }),
    { maxLength: 2 },
  ),
  renderDuration: maybe(ms),
  verdict: maybe(
    record<NonNullable<LongFrame['verdict']>>({
      cause: fc.constantFrom('export', 'memory-growth', 'script', 'layout', 'gpu', 'unknown'),
      name: maybe(name),
      share: maybe(ratio),
      confidence: ratio,
    }),
  ),
});

type Wasm = Exclude<Snapshot['wasm'], { error: string } | { status: 'not_initialized' }>;
type Stats = Wasm['functions'][number];

const functionStats = record<Stats>({
  name,
  module: maybe(name),
  kind: fc.constantFrom('export', 'table', 'import', 'host'),
  calls: count,
  totalTime: ms,
  selfTime: maybe(ms),
  histogram: maybe(histogram),
  errors: count,
  samplingRate: ratio,
  memoryDelta: maybe(fc.integer()),
});

const activeWasm = record<Wasm>({
  status: fc.constant('active' as const),
  memoryUsage: bytes,
  heapSize: maybe(bytes),
  allocatorSource: maybe(name),
  executionStats: record<Wasm['executionStats']>({
    calls: count,
    totalTime: ms,
    avgExecutionTime: maybe(ms),
    p50: maybe(ms),
    p95: maybe(ms),
    p99: maybe(ms),
    max: maybe(ms),
    errors: count,
  }),
  functionCallCounts: fc.dictionary(name, count, { maxKeys: 3 }),
  functions: fc.array(functionStats, { maxLength: 4 }),
  allocatorStats: maybe(
    record<NonNullable<Wasm['allocatorStats']>>({
      totalAllocated: bytes,
      totalDeallocated: bytes,
      currentAllocations: count,
      peakMemoryUsage: bytes,
      fragmentationRatio: maybe(ratio),
    }),
  ),
  modules: fc.array(
    record<Wasm['modules'][number]>({
      id: name,
      name,
      buildId: maybe(name),
      url: maybe(fc.webUrl()),
      bytes: maybe(bytes),
      compileTime: maybe(ms),
      instantiateTime: maybe(ms),
      streaming: maybe(fc.boolean()),
      cached: maybe(fc.boolean()),
      features: maybe(fc.array(name, { maxLength: 2 })),
      sections: maybe(fc.dictionary(name, count, { maxKeys: 2 })),
      instances: count,
      exports: count,
      imports: count,
      memories: fc.array(
        record<Wasm['modules'][number]['memories'][number]>({
          name,
          reserved: bytes,
          initial: maybe(count),
          maximum: maybe(count),
          shared: fc.boolean(),
          live: maybe(bytes),
          liveAtMost: maybe(bytes),
          allocator: maybe(name),
        }),
        { maxLength: 2 },
      ),
    }),
    { maxLength: 2 },
  ),
  growth: fc.array(
    record<Wasm['growth'][number]>({
      timestamp: fc.nat().map((at) => START + at),
      module: name,
      memory: name,
      pagesBefore: count,
      pagesAfter: count,
      during: maybe(name),
      host: maybe(name),
      duration: maybe(ms),
    }),
    { maxLength: 2 },
  ),
  traps: fc.array(
    record<Wasm['traps'][number]>({
      timestamp: fc.nat().map((at) => START + at),
      kind: name,
      message: name,
      module: maybe(name),
      export: maybe(name),
      stack: maybe(fc.array(name, { maxLength: 2 })),
      buildId: maybe(name),
      lastCalls: maybe(fc.array(fc.record({ name, calls: count }), { maxLength: 2 })),
      memory: maybe(fc.constant({ reserved: 65_536 })),
      marks: maybe(fc.dictionary(name, fc.oneof(name, fc.integer()), { maxKeys: 2 })),
      count,
    }),
    { maxLength: 1 },
  ),
});

const failed = fc.record({ error: name });
const stats = {
  requests: count,
  failures: count,
  cacheHits: count,
  transferSize: bytes,
  latency: maybe(histogram),
};
type Stated = Exclude<Snapshot['network'], { error: string }>;
type Rendered = Exclude<Snapshot['rendering'], { error: string }>;
type Interacted = Exclude<Snapshot['interaction'], { error: string }>;
type Remembered = Exclude<Snapshot['memory'], { error: string }>;

const body = fc.record({
  interval: fc.oneof(fc.constantFrom(5_000, 1_000, 0), ms),
  visibility: fc.oneof(fc.constantFrom(0, 1, 1, 1), ratio),
  context: record<Snapshot['context']>({
    marks: maybe(fc.dictionary(name, fc.oneof(name, fc.integer()), { maxKeys: 2 })),
    loading: maybe(fc.boolean()),
    resumed: maybe(fc.boolean()),
  }),
  wasm: fc.oneof(failed, fc.constant({ status: 'not_initialized' as const }), activeWasm, activeWasm),
  memory: fc.oneof(
    failed,
    record<Remembered>({
      used: maybe(bytes),
      jsHeapUsed: maybe(bytes),
      jsHeapLimit: maybe(bytes),
      userAgentSpecific: fc.constant(undefined),
      wasmReserved: maybe(bytes),
      wasmLive: maybe(bytes),
      headroom: maybe(bytes),
      timeToLimit: maybe(ms),
    }),
  ),
  rendering: fc.oneof(
    failed,
    record<Rendered>({
      fps: maybe(fc.double({ min: 0, max: 360, noNaN: true })),
      frames: count,
      frameTime: maybe(histogram),
      longFrames: fc.array(longFrame, { maxLength: 3 }),
      droppedFrames: maybe(count),
      refreshRate: maybe(fc.double({ min: 1, max: 360, noNaN: true })),
      layoutShift: maybe(ratio),
      gpuTime: maybe(ms),
    }),
  ),
  network: fc.oneof(
    failed,
    record<Stated>({
      ...stats,
      cacheHitRate: maybe(ratio),
      byKind: record<Stated['byKind']>({
        wasm: maybe(record<Stated>(stats as never)),
        script: fc.constant(undefined),
        fetch: maybe(record<Stated>(stats as never)),
        image: fc.constant(undefined),
        other: fc.constant(undefined),
      }),
    }),
  ),
  interaction: fc.oneof(
    failed,
    record<Interacted>({
      count: fc.dictionary(fc.constantFrom('click', 'keydown', 'wheel', '__proto__'), count),
      inputDelay: maybe(ms),
      interactionToNextPaint: maybe(ms),
      latency: maybe(histogram),
      rageClicks: count,
      deadClicks: count,
      webVitals: record<Interacted['webVitals']>({
        LCP: maybe(ms),
        FCP: maybe(ms),
        INP: maybe(ms),
        TTFB: maybe(ms),
        CLS: maybe(ratio),
      }),
    }),
  ),
});

/** Any valid snapshots of one session, in order of time; with gaps, failed collectors and hostile names. */
export function arbitrarySnapshots(constraints: {
  minLength?: number;
  maxLength: number;
}): fc.Arbitrary<Snapshot[]> {
  return fc.array(fc.tuple(body, fc.nat({ max: 60_000 })), constraints).map((rows) => {
    let timestamp = START;
    return rows.map(([row, pause], sequence) => {
      timestamp += row.interval + pause;
      return {
        ...row,
        timestamp,
        sequence,
        overhead: { cpu: 0, parts: {}, shed: [], faults: 0 },
        unsupported: [],
      };
    });
  });
}
