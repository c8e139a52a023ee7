/** A chart of one metric, or of two that share an axis and are named by what sets them apart. */
export interface CardMetric {
  readonly id: string;
  /** What it is called beside the others of its card, where there is little room. */
  readonly short: string;
  readonly second?: { readonly id: string; readonly names: readonly [first: string, second: string] };
}

/** A card of the overview: which metrics it offers, the first of which it shows to begin with. */
export interface CardSpec {
  readonly title: string;
  /** Each is one chart. */
  readonly metrics: readonly [CardMetric, ...CardMetric[]];
  /** What stands there while there is nothing to show. */
  readonly empty: string;
  /** More than charts: what the monitor's cost is made of. */
  readonly extra?: 'cost parts';
}

/** The overview. To add a card or a metric is to add a row. */
export const CARDS: readonly CardSpec[] = [
  {
    title: 'WASM performance',
    metrics: [
      { id: 'wasm.executionStats.totalTime', short: 'Time' },
      { id: 'wasm.executionStats.p95', short: 'Call p95' },
      { id: 'wasm.executionStats.avgExecutionTime', short: 'Call mean' },
      { id: 'wasm.executionStats.calls', short: 'Calls' },
      { id: 'wasm.executionStats.errors', short: 'Failed calls' },
    ],
    empty: 'Waiting for the first WebAssembly module…',
  },
  {
    title: 'Memory',
    metrics: [
      {
        id: 'wasm.memoryUsage',
        short: 'Linear',
        second: { id: 'wasm.heapSize', names: ['Reserved', 'Live'] },
      },
      { id: 'memory.jsHeapUsed', short: 'JS heap' },
      { id: 'wasm.allocatorStats.fragmentationRatio', short: 'Fragmented' },
      { id: 'memory.headroom', short: 'Headroom' },
    ],
    empty: 'No memory readings yet',
  },
  {
    title: 'Rendering',
    metrics: [
      { id: 'rendering.fps', short: 'Frame rate' },
      { id: 'rendering.frameTime.p95', short: 'Frame p95' },
      { id: 'rendering.frameTime.max', short: 'Longest' },
      { id: 'rendering.droppedFrames', short: 'Dropped' },
      { id: 'rendering.gpuTime', short: 'GPU time' },
    ],
    empty: 'The page has presented no frame yet',
  },
  {
    title: 'Network and cache',
    metrics: [
      { id: 'network.cacheHitRate', short: 'Cache hits' },
      { id: 'network.latency.p95', short: 'Latency p95' },
      { id: 'network.requests', short: 'Requests' },
      { id: 'network.failures', short: 'Failed' },
      { id: 'network.transferSize', short: 'Transferred' },
    ],
    empty: 'No requests yet',
  },
  {
    title: 'Interaction',
    metrics: [
      { id: 'interaction.latency.p95', short: 'Latency p95' },
      { id: 'interaction.interactionToNextPaint', short: 'INP' },
      { id: 'interaction.inputDelay', short: 'Input delay' },
      { id: 'interaction.rageClicks', short: 'Rage clicks' },
      { id: 'interaction.deadClicks', short: 'Dead clicks' },
    ],
    empty: 'Nobody has touched the page yet',
  },
  {
    title: 'Monitor’s own cost',
    metrics: [{ id: 'overhead.cpu', short: 'CPU' }],
    empty: 'Not measured yet',
    extra: 'cost parts',
  },
];

const SECTIONS = ['wasm', 'memory', 'rendering', 'network', 'interaction', 'overhead'] as const;

/** The section of a snapshot that a metric belongs to: `wasm.memoryUsage` → `wasm`. */
export function sectionOf(metric: string): (typeof SECTIONS)[number] {
  return SECTIONS.find((section) => metric.startsWith(`${section}.`)) ?? 'wasm';
}
