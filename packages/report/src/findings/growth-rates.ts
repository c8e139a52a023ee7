import { quantileOfSorted, sorted, theilSen } from '@wasm-vitals/analysis';
import type { Snapshot } from '@wasm-vitals/protocol';
import { metricSeries, seriesOf, thinSeries, type Series } from '../generate/series.js';
import { liveBytes, reservedBytes } from '../sections/memory.js';
import { afterCollections } from './growth-stretch.js';

const MINUTE = 60_000;
const FEWEST = 12;
const MOST_POINTS = 300;

/** Sure growth a minute as a share of where it was lowest: the lower end of the slope's interval, 0 where it may be level. */
function growthShare(whole: Series): number | undefined {
  const series = thinSeries(whole, MOST_POINTS);
  if (series.values.length < FEWEST) return undefined;
  const origin = series.times[0] ?? 0;
  const fit = theilSen(
    series.times.map((time) => (time - origin) / MINUTE),
    series.values,
  );
  const lowest = quantileOfSorted(sorted(series.values), 0.05);
  if (!fit || lowest === undefined) return undefined;
  return lowest > 0 ? Math.max(0, fit.low) / lowest : 0;
}

/** How fast memory grows, as the score counts it. */
export function memoryGrowthRates(snapshots: readonly Snapshot[]): {
  readonly memoryGrowth?: number;
  readonly heapGrowth?: number;
} {
  const live = seriesOf(snapshots, liveBytes);
  const memoryGrowth = growthShare(live.values.length >= FEWEST ? live : seriesOf(snapshots, reservedBytes));
  const heap = metricSeries(snapshots, 'memory.jsHeapUsed');
  const heapGrowth = growthShare(afterCollections(heap) ?? heap);
  return {
    ...(memoryGrowth === undefined ? {} : { memoryGrowth }),
    ...(heapGrowth === undefined ? {} : { heapGrowth }),
  };
}
