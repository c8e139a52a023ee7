import { REPORT_VERSION } from '@wasm-vitals/protocol';
import { action, alert, contributors, recommendation, severity } from './event-schema.js';
import {
  flag,
  list,
  mapOf,
  number,
  object,
  oneOf,
  positive,
  ratio,
  ref,
  text,
  type Schema,
} from './schema.js';

const data = { data: oneOf('enough', 'little', 'none') };
const note = { note: text };

const histogram = object(
  {
    scale: number,
    count: positive,
    sum: number,
    zeroCount: positive,
    indexes: list(number),
    counts: list(positive),
  },
  { min: number, max: number, resolution: positive },
);

const interval = object({ perMinute: number, low: number, high: number });

const finding = object(
  { kind: text, metric: text, severity, sentence: text, source: oneOf('snapshots', 'alert') },
  {
    since: number,
    until: number,
    before: number,
    after: number,
    rate: interval,
    contributors,
    consequences: list(text),
  },
);

const latency = object(
  {
    count: positive,
    mean: positive,
    p50: positive,
    p75: positive,
    p95: positive,
    p99: positive,
    max: positive,
  },
  { resolution: positive },
);

const spread = object({
  ...{ samples: positive, min: number, p5: number, median: number },
  ...{ mean: number, p95: number, max: number },
});

const functionSummary = object(
  {
    name: text,
    kind: oneOf('export', 'table', 'import', 'host'),
    calls: positive,
    callsPerSecond: positive,
    totalTime: positive,
    share: ratio,
    errors: positive,
    samplingRate: ratio,
  },
  { module: text, worker: text, selfTime: number, latency: ref('latency'), histogram: ref('histogram') },
);

const moduleInfo = object(
  {
    id: text,
    name: text,
    instances: positive,
    exports: positive,
    imports: positive,
    memories: list(
      object(
        { name: text, reserved: positive, shared: flag },
        {
          id: text,
          initial: positive,
          maximum: positive,
          live: positive,
          liveAtMost: positive,
          allocator: text,
        },
      ),
    ),
  },
  {
    buildId: text,
    url: text,
    bytes: positive,
    compileTime: positive,
    instantiateTime: positive,
    streaming: flag,
    cached: flag,
    features: list(text),
    sections: mapOf(positive),
  },
);

const wasm = object(
  {
    ...data,
    modules: list(moduleInfo),
    calls: positive,
    totalTime: positive,
    functions: list(functionSummary),
    functionsLeftOut: positive,
    errors: positive,
    traps: list(object({ kind: text, count: positive }, { export: text })),
  },
  {
    ...note,
    callsPerSecond: positive,
    cpuShare: ratio,
    workerCores: positive,
    workers: list(text),
    latency: ref('latency'),
  },
);

const growth = object({ first: number, last: number, peak: number, change: number });

const memory = object(
  {
    ...data,
    growth: list(
      object(
        { module: text, memory: text, events: positive, bytes: positive },
        { during: text, time: positive },
      ),
    ),
  },
  {
    ...note,
    ...{ reserved: growth, live: growth, jsHeap: growth, efficiency: ratio, fragmentation: number },
    ...{ headroom: number, timeToLimit: number, allocationRate: ref('spread') },
  },
);

const rendering = object(
  {
    ...data,
    frames: positive,
    longFrames: positive,
    causes: list(object({ cause: text, frames: positive, time: positive, share: ratio }, { name: text })),
  },
  {
    ...note,
    ...{ fps: ref('spread'), refreshRate: positive, frameTime: ref('latency') },
    ...{ droppedFrames: positive, droppedShare: ratio, layoutShift: number },
  },
);

const requests = { requests: positive, failures: positive, cacheHits: positive, transferSize: positive };

const network = object(
  { ...data, ...requests, byKind: mapOf(object(requests, { latency: ref('latency') })) },
  { ...note, failureRate: ratio, cacheHitRate: number, latency: ref('latency') },
);

const relation = object(
  {
    ...{ driver: text, outcome: text, lag: positive, correlation: number },
    ...{ low: number, high: number, adjustedP: ratio, sentence: text },
  },
  { effect: object({ ratio: number, low: number, high: number }) },
);

const experience = object(
  {
    ...data,
    interactions: positive,
    byType: mapOf(positive),
    rageClicks: positive,
    deadClicks: positive,
    webVitals: mapOf(number),
    relations: list(relation),
    relationsNote: text,
  },
  { ...note, interactionsPerMinute: positive, latency: ref('latency'), inputDelay: positive },
);

const trend = object(
  {
    metric: text,
    verdict: oneOf('rising', 'falling', 'steady', 'too little data'),
    changes: list(object({ time: number, before: number, after: number })),
  },
  { slope: interval },
);

const benchmark = object(
  {
    ...{ metric: text, against: oneOf('budget', 'previous', 'fleet'), name: text },
    ...{ reading: number, target: number, better: oneOf('lower', 'higher'), met: flag },
  },
  { betterThan: ratio },
);

const opportunity = object({
  ...{ title: text, description: text, metric: text, from: number, to: number, basis: text },
});

const points: Schema = { type: 'number', minimum: 0, maximum: 100 };
const sectionName = oneOf('wasm', 'memory', 'rendering', 'network', 'experience');

const scorePart = object({
  ...{ name: text, label: text, unit: text, reading: number, good: number, poor: number },
  ...{ weight: positive, value: points },
});

const score = object(
  {
    sections: list(
      object({ section: sectionName, weight: positive, parts: list(scorePart) }, { value: points }),
    ),
  },
  { value: points },
);

const samples = object(
  {
    timestamps: list(number),
    columns: mapOf(list({ type: ['number', 'null'] })),
  },
  { meanOver: positive },
);

export const REPORT_DEFS = { histogram, latency, spread } as const;

/** What a report must look like. Members that are not named here are let be, so that newer writers can add some. */
export const REPORT_SHAPE: Schema = object(
  {
    format: { const: 'wasm-vitals-report' },
    version: { const: REPORT_VERSION },
    generatedAt: number,
    period: object({ from: number, to: number, snapshots: positive, covered: positive, visible: positive }),
    status: oneOf('healthy', 'degraded', 'critical', 'unknown'),
    score,
    summary: list(text, 10),
    findings: list(finding),
    ...{ wasm, memory, rendering, network, experience },
    trends: list(trend),
    benchmarks: list(benchmark),
    opportunities: list(opportunity),
    recommendations: list(recommendation),
    actions: list(action),
    alerts: list(alert),
    samples,
  },
  {
    application: object({}, { name: text, release: text }),
    url: text,
    sessions: object({ total: positive, shown: text, byStatus: mapOf(positive) }),
    benchmarksNote: text,
  },
);

/** The JSON Schema of reports, as published in `schema/report-v1.schema.json`. */
export const REPORT_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `https://wasm-vitals.dev/schema/report-v${REPORT_VERSION}.schema.json`,
  title: 'wasm-vitals report',
  description:
    'Durations in milliseconds, sizes in bytes, ratios 0 to 1, times in epoch milliseconds. Absent: not measured.',
  ...REPORT_SHAPE,
  $defs: REPORT_DEFS,
} as const;
