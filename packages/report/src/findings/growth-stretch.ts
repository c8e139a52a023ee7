import { segmentSeries, theilSen, type Segment } from '@wasm-vitals/analysis';
import type { EpochMs } from '@wasm-vitals/protocol';
import { thinSeries, type Series } from '../generate/series.js';

/** A stretch of time in which a size rose steadily. */
export interface GrowthStretch {
  /** Where the fitted line starts and ends. */
  readonly first: number;
  readonly last: number;
  readonly duration: number;
  /** Per minute, with its 95 % confidence interval. */
  readonly rate: { readonly perMinute: number; readonly low: number; readonly high: number };
  /** Absent where it reaches the edge of the series. */
  readonly since?: EpochMs;
  readonly until?: EpochMs;
}

const MOST_POINTS = 400;
const SHORTEST = 6;
const MINUTE = 60_000;
/** A segment that rises by less than this share of the steepest one is another matter: warm-up before a leak, say. */
const SAME_RISE = 0.1;

/** Slope of a stretch, absent where it may as well be level. */
function risingSlope(series: Series, start: number, end: number) {
  const fit = theilSen(series.times.slice(start, end), series.values.slice(start, end));
  return fit && fit.low > 0 ? fit : undefined;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Neighbouring rising segments, joined. A jump between two level segments is a step, not growth, and joins nothing. */
function risingStretches(series: Series, segments: readonly Segment[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const slopes = segments.map(({ start, end }) => risingSlope(series, start, end)?.slope ?? 0);
  const least = Math.max(...slopes) * SAME_RISE;
  let open = false;
  for (const [i, { start, end }] of segments.entries()) {
    const slope = slopes[i] ?? 0;
    const rising = slope > 0 && slope >= least;
    const last = stretches.at(-1);
    if (rising && open && last) stretches[stretches.length - 1] = { ...last, end };
    else if (rising) stretches.push({ start, end });
    open = rising;
  }
  return stretches;
}

function describe(series: Series, { start, end }: Stretch): GrowthStretch | undefined {
  const fit = risingSlope(series, start, end);
  const from = series.times[start];
  const to = series.times[end - 1];
  if (!fit || from === undefined || to === undefined) return undefined;
  const n = series.values.length;
  return {
    // a line through a bent rise starts below the first reading
    first: Math.max(Math.min(...series.values.slice(start, end)), fit.intercept + fit.slope * from),
    last: fit.intercept + fit.slope * to,
    duration: to - from,
    rate: { perMinute: fit.slope * MINUTE, low: fit.low * MINUTE, high: fit.high * MINUTE },
    ...(start > 0 ? { since: from } : {}),
    ...(end < n - 2 ? { until: to } : {}),
  };
}

/** The steady rise that added most; absent where nothing rises beyond its noise. `minNoise` in the unit of the series. */
export function findGrowth(whole: Series, minNoise: number): GrowthStretch | undefined {
  const thin = thinSeries(whole, MOST_POINTS);
  const origin = thin.times[0] ?? 0;
  // Small numbers of ms keep the intercept exact
  const series = { times: thin.times.map((time) => time - origin), values: thin.values };
  if (series.values.length < SHORTEST) return undefined;
  const segments = segmentSeries(series.times, series.values, {
    model: 'line',
    minLength: SHORTEST,
    minNoise,
  });
  const grown = risingStretches(series, segments).flatMap((stretch) => describe(series, stretch) ?? []);
  const most = grown.reduce<GrowthStretch | undefined>(
    (best, growth) => (best && best.last - best.first >= growth.last - growth.first ? best : growth),
    undefined,
  );
  if (!most) return undefined;
  return {
    ...most,
    ...(most.since === undefined ? {} : { since: most.since + origin }),
    ...(most.until === undefined ? {} : { until: most.until + origin }),
  };
}

/** A fall by this share of the reading is a garbage collection. */
const COLLECTED = 0.08;

function collectionsIn(values: readonly number[]): readonly number[] {
  return values.flatMap((value, i) => {
    const before = values[i - 1] ?? 0;
    const next = values[i + 1] ?? Infinity;
    return value < before * (1 - COLLECTED) && next > value * (1 - COLLECTED) ? [i] : [];
  });
}

/** What came after the last collection that gave anything back, and the most that one gave back before. */
export function sinceLastCollection({ times, values }: Series): {
  readonly series: Series;
  readonly given: number;
} {
  const troughs = collectionsIn(values);
  const from = troughs.at(-1) ?? 0;
  const given = Math.max(0, ...troughs.map((at) => (values[at - 1] ?? 0) - (values[at] ?? 0)));
  return { series: { times: times.slice(from), values: values.slice(from) }, given };
}

/**
 * What a garbage collector leaves: a line through the readings right after each collection, so that garbage that waits
 * for the next one does not count. Readings after the last collection are left out: nobody knows what of them stays.
 * Without a collection, absent.
 */
export function afterCollections({ times, values }: Series): Series | undefined {
  const troughs = collectionsIn(values);
  if (troughs.length === 0) return undefined;
  const anchors = [0, ...troughs];
  const points = troughs.flatMap((to, i) => {
    const from = anchors[i] ?? 0;
    const start = values[from] ?? 0;
    const rise = (values[to] ?? start) - start;
    return Array.from({ length: to - from }, (_, j) => [from + j, start + (rise * j) / (to - from)] as const);
  });
  const last = troughs.at(-1) ?? 0;
  return {
    times: [...points.map(([index]) => times[index] ?? 0), times[last] ?? 0],
    values: [...points.map(([, value]) => value), values[last] ?? 0],
  };
}
