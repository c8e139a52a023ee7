import type { Baseline, Snapshot } from '@wasm-vitals/protocol';
import { readMetric } from '../read-metric.js';
import { createSortedWindow } from './sorted-window.js';

/** Metrics of snapshots whose level a tick has too, in the same unit. */
const SHARED = [
  'wasm.executionStats.avgExecutionTime',
  'rendering.fps',
  'network.latency.mean',
  'network.cacheHitRate',
] as const;
const LEAST = 5;
/** A five-second reading is a mean of five ticks: a single tick scatters more (not √5, as ticks are correlated). */
const TICK_SPREAD = 1.5;
/** Only visible intervals at rest tell what is normal. */
const usable = ({ visibility, context }: Snapshot): boolean =>
  visibility >= 0.99 && context.loading !== true && context.resumed !== true;

/** Baselines of a history of snapshots, for those metrics that have at least five usable readings. */
export function historyBaselines(
  history: readonly Snapshot[],
): Readonly<Record<string, Omit<Baseline, 'source'>>> {
  const metrics: Record<string, Omit<Baseline, 'source'>> = {};
  const calm = history.filter(usable);
  for (const metric of SHARED) {
    const readings = calm.flatMap((snapshot) => readMetric(snapshot, metric) ?? []);
    if (readings.length < LEAST) continue;
    const window = createSortedWindow(readings.length);
    for (const reading of readings) window.push(reading);
    const spread = (TICK_SPREAD * (window.quantile(0.75) - window.quantile(0.25))) / 1.349;
    metrics[metric] = { median: window.quantile(0.5), spread, samples: readings.length };
  }
  return metrics;
}
