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
  let open = false;
  for (const { start, end } of segments) {
    const rising = risingSlope(series, start, end) !== undefined;
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
    first: Math.max(0, fit.intercept + fit.slope * from),
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

/**
 * Floors of a saw-tooth: each reading becomes the lowest of itself and the `width − 1` after it, so that what a garbage
 * collector takes back soon does not count. Its last `width − 1` readings, whose future is unknown, are left out.
 */
export function floors({ times, values }: Series, width: number): Series {
  const count = Math.max(0, values.length - width + 1);
  return {
    times: times.slice(0, count),
    values: Array.from({ length: count }, (_, i) => Math.min(...values.slice(i, i + width))),
  };
}
