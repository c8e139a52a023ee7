import { quantileOfSorted, sorted, theilSen } from '@wasm-vitals/analysis';
import type { Snapshot } from '@wasm-vitals/protocol';
import { metricSeries, seriesOf, thinSeries, type Series } from '../generate/series.js';
import { liveBytes, reservedBytes } from '../sections/memory.js';
import { afterCollections, findGrowth } from './growth-stretch.js';

const MINUTE = 60_000;
const FEWEST = 12;
const MOST_POINTS = 300;
const SHORTEST_RISE = 30_000;
/** Rises well below these are none, in bytes. Reserved memory comes in stairs of a MiB and more. */
const LIVE_NOISE = 65_536;
const RESERVED_NOISE = 2_097_152;
const HEAP_NOISE = 1_048_576;

/**
 * Sure growth a minute as a share of where it was lowest: the lower end of the slope's interval over the whole period, 0
 * where it may be level. What rises steadily at the end, after it was level, has no sure slope as a whole: there it is that
 * rise, spread over the period.
 */
function growthShare(whole: Series, minNoise: number): number | undefined {
  const series = thinSeries(whole, MOST_POINTS);
  if (series.values.length < FEWEST) return undefined;
  const origin = series.times[0] ?? 0;
  const fit = theilSen(
    series.times.map((time) => (time - origin) / MINUTE),
    series.values,
  );
  const lowest = quantileOfSorted(sorted(series.values), 0.05);
  if (!fit || lowest === undefined) return undefined;
  return lowest > 0 ? Math.max(0, fit.low, lateRise(series, minNoise)) / lowest : 0;
}

/** The steady rise that goes on at the end, per minute of the whole period; 0 where there is none. */
function lateRise(series: Series, minNoise: number): number {
  const growth = findGrowth(series, minNoise);
  const span = ((series.times.at(-1) ?? 0) - (series.times[0] ?? 0)) / MINUTE;
  if (!growth || growth.until !== undefined || growth.duration < SHORTEST_RISE || span <= 0) return 0;
  return (growth.last - growth.first) / span;
}

/** How fast memory grows, as the score counts it. */
export function memoryGrowthRates(snapshots: readonly Snapshot[]): {
  readonly memoryGrowth?: number;
  readonly heapGrowth?: number;
} {
  const live = seriesOf(snapshots, liveBytes);
  const memoryGrowth =
    live.values.length >= FEWEST
      ? growthShare(live, LIVE_NOISE)
      : growthShare(seriesOf(snapshots, reservedBytes), RESERVED_NOISE);
  const heap = metricSeries(snapshots, 'memory.jsHeapUsed');
  const heapGrowth = growthShare(afterCollections(heap) ?? heap, HEAP_NOISE);
  return {
    ...(memoryGrowth === undefined ? {} : { memoryGrowth }),
    ...(heapGrowth === undefined ? {} : { heapGrowth }),
  };
}
