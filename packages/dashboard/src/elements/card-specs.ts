/** A chart of one metric, or of two that share an axis and are named by what sets them apart. */
export type CardMetric =
  readonly [id: string] | readonly [id: string, second: string, names: readonly [string, string]];

/** A card of the overview: which metrics it offers, the first of which it shows to begin with. */
export interface CardSpec {
  readonly title: string;
  /** Each is one chart. */
  readonly metrics: readonly CardMetric[];
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
      ['wasm.executionStats.totalTime'],
      ['wasm.executionStats.p95'],
      ['wasm.executionStats.avgExecutionTime'],
      ['wasm.executionStats.calls'],
      ['wasm.executionStats.errors'],
    ],
    empty: 'Waiting for the first WebAssembly module…',
  },
  {
    title: 'Memory',
    metrics: [
      ['wasm.memoryUsage', 'wasm.heapSize', ['Reserved', 'Live']],
      ['memory.jsHeapUsed'],
      ['wasm.allocatorStats.fragmentationRatio'],
      ['memory.headroom'],
    ],
    empty: 'No memory readings yet',
  },
  {
    title: 'Rendering',
    metrics: [
      ['rendering.fps'],
      ['rendering.frameTime.p95'],
      ['rendering.frameTime.max'],
      ['rendering.droppedFrames'],
      ['rendering.gpuTime'],
    ],
    empty: 'The page has presented no frame yet',
  },
  {
    title: 'Network and cache',
    metrics: [
      ['network.cacheHitRate'],
      ['network.latency.p95'],
      ['network.requests'],
      ['network.failures'],
      ['network.transferSize'],
    ],
    empty: 'No requests yet',
  },
  {
    title: 'Interaction',
    metrics: [
      ['interaction.latency.p95'],
      ['interaction.interactionToNextPaint'],
      ['interaction.inputDelay'],
      ['interaction.rageClicks'],
      ['interaction.deadClicks'],
    ],
    empty: 'Nobody has touched the page yet',
  },
  {
    title: 'Monitor’s own cost',
    metrics: [['overhead.cpu']],
    empty: 'Not measured yet',
    extra: 'cost parts',
  },
];

const SECTIONS = ['wasm', 'memory', 'rendering', 'network', 'interaction', 'overhead'] as const;

/** The section of a snapshot that a metric belongs to: `wasm.memoryUsage` → `wasm`. */
export function sectionOf(metric: string): (typeof SECTIONS)[number] {
  return SECTIONS.find((section) => metric.startsWith(`${section}.`)) ?? 'wasm';
}
