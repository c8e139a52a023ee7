import { readMetric } from '@wasm-vitals/analysis';
import type { MetricId, Report, Snapshot } from '@wasm-vitals/protocol';

/** How the readings of a run become one value, for people: `mean of 30 fps`. */
export type RunValueKind = 'mean' | 'peak' | 'lowest' | 'total' | 'at the end' | 'of the run';

interface RunMetric {
  readonly kind: RunValueKind;
  readonly read: (report: Report, snapshots: readonly Snapshot[]) => number | undefined;
}

type Combine = (values: readonly number[]) => number;

function overSnapshots(id: MetricId, kind: RunValueKind, combine: Combine): RunMetric {
  return {
    kind,
    read(_report, snapshots) {
      const values = snapshots.flatMap((snapshot) => readMetric(snapshot, id) ?? []);
      return values.length === 0 ? undefined : combine(values);
    },
  };
}

const peak = (id: MetricId): RunMetric =>
  overSnapshots(id, 'peak', (values) => values.reduce((a, b) => Math.max(a, b)));
const lowest = (id: MetricId): RunMetric =>
  overSnapshots(id, 'lowest', (values) => values.reduce((a, b) => Math.min(a, b)));
const total = (id: MetricId): RunMetric =>
  overSnapshots(id, 'total', (values) => values.reduce((a, b) => a + b));
const last = (id: MetricId): RunMetric => overSnapshots(id, 'at the end', (values) => values.at(-1) ?? NaN);

/** Mean over the time in which the page was visible: a short interval must not weigh as much as a long one. */
const meanOverTime = (id: MetricId): RunMetric => ({
  kind: 'mean',
  read(_report, snapshots) {
    let sum = 0;
    let time = 0;
    for (const snapshot of snapshots) {
      const value = readMetric(snapshot, id);
      const weight = snapshot.interval * snapshot.visibility;
      if (value === undefined || !(weight > 0)) continue;
      sum += value * weight;
      time += weight;
    }
    return time > 0 ? sum / time : undefined;
  },
});

/** From the report, which merges the histograms of all intervals: percentiles can't be averaged. */
const ofRun = (read: (report: Report) => number | undefined): RunMetric => ({ kind: 'of the run', read });

/** What a threshold on a metric is compared with: one value for the whole run. */
export const RUN_METRICS: Readonly<Record<MetricId, RunMetric>> = {
  'wasm.memoryUsage': peak('wasm.memoryUsage'),
  'wasm.heapSize': peak('wasm.heapSize'),
  'wasm.executionStats.calls': total('wasm.executionStats.calls'),
  'wasm.executionStats.totalTime': total('wasm.executionStats.totalTime'),
  'wasm.executionStats.avgExecutionTime': ofRun((report) => report.wasm.latency?.mean),
  'wasm.executionStats.p50': ofRun((report) => report.wasm.latency?.p50),
  'wasm.executionStats.p95': ofRun((report) => report.wasm.latency?.p95),
  'wasm.executionStats.p99': ofRun((report) => report.wasm.latency?.p99),
  'wasm.executionStats.max': peak('wasm.executionStats.max'),
  'wasm.executionStats.errors': total('wasm.executionStats.errors'),
  'wasm.allocatorStats.totalAllocated': last('wasm.allocatorStats.totalAllocated'),
  'wasm.allocatorStats.currentAllocations': last('wasm.allocatorStats.currentAllocations'),
  'wasm.allocatorStats.peakMemoryUsage': peak('wasm.allocatorStats.peakMemoryUsage'),
  'wasm.allocatorStats.fragmentationRatio': peak('wasm.allocatorStats.fragmentationRatio'),
  'memory.used': peak('memory.used'),
  'memory.jsHeapUsed': peak('memory.jsHeapUsed'),
  'memory.jsHeapLimit': last('memory.jsHeapLimit'),
  'memory.userAgentSpecific.bytes': peak('memory.userAgentSpecific.bytes'),
  'memory.headroom': lowest('memory.headroom'),
  'memory.timeToLimit': lowest('memory.timeToLimit'),
  'rendering.fps': meanOverTime('rendering.fps'),
  'rendering.frameTime.p95': ofRun((report) => report.rendering.frameTime?.p95),
  'rendering.frameTime.max': peak('rendering.frameTime.max'),
  'rendering.longFrames.count': total('rendering.longFrames.count'),
  'rendering.droppedFrames': total('rendering.droppedFrames'),
  'rendering.refreshRate': last('rendering.refreshRate'),
  'rendering.layoutShift': total('rendering.layoutShift'),
  'rendering.gpuTime': total('rendering.gpuTime'),
  'network.requests': total('network.requests'),
  'network.failures': total('network.failures'),
  'network.cacheHitRate': ofRun((report) => report.network.cacheHitRate),
  'network.latency.mean': ofRun((report) => report.network.latency?.mean),
  'network.latency.p95': ofRun((report) => report.network.latency?.p95),
  'network.transferSize': total('network.transferSize'),
  'interaction.inputDelay': peak('interaction.inputDelay'),
  'interaction.interactionToNextPaint': peak('interaction.interactionToNextPaint'),
  'interaction.latency.p95': ofRun((report) => report.experience.latency?.p95),
  'interaction.rageClicks': total('interaction.rageClicks'),
  'interaction.deadClicks': total('interaction.deadClicks'),
  'overhead.cpu': meanOverTime('overhead.cpu'),
};
