/** Units that a metric can have; the dashboard and the reports format by them. */
export type MetricUnit = 'ms' | 'bytes' | 'ratio' | 'count' | 'per second' | 'score';

export type MetricDirection = 'lower' | 'higher' | 'neither';

export interface MetricDefinition {
  /** For people: "Linear memory". */
  readonly label: string;
  readonly unit: MetricUnit;
  /** Which way is better. */
  readonly better: MetricDirection;
  readonly description: string;
}

const metric = (
  label: string,
  unit: MetricUnit,
  better: MetricDirection,
  description: string,
): MetricDefinition => ({ label, unit, better, description });

/**
 * Every metric that has a name, by id. The id is the path in a snapshot; `.p50`, `.p95`, `.p99`, `.mean`, `.max` and
 * `.count` behind a histogram are read from it. To add a metric is to add a row.
 */
export const METRICS = {
  'wasm.memoryUsage': metric('Linear memory', 'bytes', 'lower', 'Linear memory reserved by all modules.'),
  'wasm.heapSize': metric(
    'Live WASM heap',
    'bytes',
    'lower',
    'Live bytes reported by the modules’ allocators.',
  ),
  'wasm.executionStats.calls': metric(
    'WASM calls',
    'count',
    'neither',
    'Calls from JavaScript into WebAssembly.',
  ),
  'wasm.executionStats.totalTime': metric(
    'WASM time',
    'ms',
    'lower',
    'Time inside WebAssembly in the interval.',
  ),
  'wasm.executionStats.avgExecutionTime': metric(
    'Mean call time',
    'ms',
    'lower',
    'Mean time of a call into WebAssembly.',
  ),
  'wasm.executionStats.p50': metric(
    'Call time p50',
    'ms',
    'lower',
    'Median time of a call into WebAssembly.',
  ),
  'wasm.executionStats.p95': metric('Call time p95', 'ms', 'lower', '95th percentile of the time of a call.'),
  'wasm.executionStats.p99': metric('Call time p99', 'ms', 'lower', '99th percentile of the time of a call.'),
  'wasm.executionStats.max': metric(
    'Longest call',
    'ms',
    'lower',
    'The longest timed call into WebAssembly.',
  ),
  'wasm.executionStats.errors': metric(
    'Failed calls',
    'count',
    'lower',
    'Calls into WebAssembly that threw.',
  ),
  'wasm.allocatorStats.totalAllocated': metric(
    'Allocated in total',
    'bytes',
    'neither',
    'Bytes ever handed out by the allocators.',
  ),
  'wasm.allocatorStats.currentAllocations': metric(
    'Live allocations',
    'count',
    'lower',
    'Allocations that are live now.',
  ),
  'wasm.allocatorStats.peakMemoryUsage': metric(
    'Peak live memory',
    'bytes',
    'lower',
    'The most bytes that were ever live at once.',
  ),
  'wasm.allocatorStats.fragmentationRatio': metric(
    'Fragmentation',
    'ratio',
    'lower',
    'How scattered the free space is.',
  ),
  'memory.used': metric('Memory', 'bytes', 'lower', 'JS heap and linear memory together.'),
  'memory.jsHeapUsed': metric('JS heap', 'bytes', 'lower', 'JS heap in use.'),
  'memory.jsHeapLimit': metric('JS heap limit', 'bytes', 'neither', 'The most that the JS heap may grow to.'),
  'memory.userAgentSpecific.bytes': metric(
    'Page memory',
    'bytes',
    'lower',
    'measureUserAgentSpecificMemory(), where isolated.',
  ),
  'memory.headroom': metric('Headroom', 'bytes', 'higher', 'Bytes left to the nearest declared maximum.'),
  'memory.timeToLimit': metric(
    'Time to limit',
    'ms',
    'higher',
    'Forecast of the time until memory runs out.',
  ),
  'rendering.fps': metric(
    'Frame rate',
    'per second',
    'higher',
    'Frames presented per second of visible time.',
  ),
  'rendering.frameTime.p95': metric(
    'Frame time p95',
    'ms',
    'lower',
    '95th percentile of the time between frames.',
  ),
  'rendering.frameTime.max': metric('Longest frame', 'ms', 'lower', 'The longest time between two frames.'),
  'rendering.longFrames.count': metric('Long frames', 'count', 'lower', 'Animation frames of over 50 ms.'),
  'rendering.droppedFrames': metric(
    'Dropped frames',
    'count',
    'lower',
    'Frames the display could have shown.',
  ),
  'rendering.refreshRate': metric(
    'Refresh rate',
    'per second',
    'neither',
    'Refresh rate of the display, estimated.',
  ),
  'rendering.layoutShift': metric('Layout shift', 'score', 'lower', 'Layout shift of the interval.'),
  'rendering.gpuTime': metric('GPU time', 'ms', 'lower', 'GPU time of the interval.'),
  'network.requests': metric('Requests', 'count', 'neither', 'Requests that ended in the interval.'),
  'network.failures': metric('Failed requests', 'count', 'lower', 'Requests that failed.'),
  'network.cacheHitRate': metric('Cache hit rate', 'ratio', 'higher', 'Requests answered from a cache.'),
  'network.latency.mean': metric('Request latency', 'ms', 'lower', 'Mean latency of what no cache answered.'),
  'network.latency.p95': metric('Request latency p95', 'ms', 'lower', '95th percentile of request latency.'),
  'network.transferSize': metric('Transferred', 'bytes', 'lower', 'Bytes that came over the network.'),
  'interaction.inputDelay': metric(
    'Input delay',
    'ms',
    'lower',
    'Longest time from an input to its handler.',
  ),
  'interaction.interactionToNextPaint': metric(
    'INP',
    'ms',
    'lower',
    'Interaction to Next Paint of the page so far.',
  ),
  'interaction.latency.p95': metric(
    'Interaction latency p95',
    'ms',
    'lower',
    '95th percentile from input to next paint.',
  ),
  'interaction.rageClicks': metric('Rage clicks', 'count', 'lower', 'Bursts of clicks in one place.'),
  'interaction.deadClicks': metric('Dead clicks', 'count', 'lower', 'Clicks after which nothing changed.'),
  'overhead.cpu': metric('Monitor’s own cost', 'ratio', 'lower', 'Share of one core that the monitor uses.'),
} as const satisfies Record<string, MetricDefinition>;

export type MetricId = keyof typeof METRICS;

export function isMetricId(id: string): id is MetricId {
  return Object.hasOwn(METRICS, id);
}
