import { medianOf, segmentSeries, type Segment } from '@wasm-vitals/analysis';
import type { EpochMs } from '@wasm-vitals/protocol';
import { thinSeries, type Series } from '../generate/series.js';

/** A stretch of time in which a reading was worse than at its best. */
export interface LevelShift {
  /** Median levels, in the unit of the series. */
  readonly before: number;
  readonly after: number;
  /** after / before. */
  readonly ratio: number;
  /** First and last reading of the bad stretch; absent where it reaches the edge of the series. */
  readonly since?: EpochMs;
  readonly until?: EpochMs;
}

export interface ShiftRule {
  readonly worse: 'higher' | 'lower';
  /** Smallest change that matters, as after / before: 1.3 (worse when higher) or 0.85 (worse when lower). */
  readonly ratio: number;
  /** Smallest change that matters, in the unit of the series. */
  readonly difference: number;
  /** `ratio`: noise grows with the level (times, rates); `difference`: it does not (shares). Default `ratio`. */
  readonly noise?: 'ratio' | 'difference';
}

const MOST_POINTS = 600;
const SHORTEST = 4;
/** A level is a reference only where it held for this share of the readings. */
const REFERENCE_SHARE = 0.08;

interface Level {
  readonly start: number;
  readonly end: number;
  readonly level: number;
}

function levelsOf(series: Series, rule: ShiftRule): readonly Level[] {
  const asRatio = rule.noise !== 'difference';
  // A floor keeps ln() finite; below it, differences are too small to matter anyway
  const floor = rule.difference / 10;
  const values = asRatio ? series.values.map((value) => Math.log(Math.max(value, floor))) : series.values;
  const minNoise = asRatio ? Math.abs(Math.log(rule.ratio)) / 6 : rule.difference / 6;
  return segmentSeries(series.times, values, { minLength: SHORTEST, minNoise, independent: !asRatio }).map(
    ({ start, end }: Segment) => ({ start, end, level: medianOf(series.values.slice(start, end)) ?? 0 }),
  );
}

function isWorse(level: number, reference: number, rule: ShiftRule): boolean {
  const enough = Math.abs(level - reference) >= rule.difference;
  if (rule.worse === 'higher') return enough && level > reference && level >= reference * rule.ratio;
  return enough && level < reference && level <= reference * rule.ratio;
}

/** Neighbouring bad levels, as one stretch each; the one with the greatest departure × length wins. */
function worstStretch(levels: readonly Level[], reference: Level, rule: ShiftRule): Level | undefined {
  const stretches: Level[] = [];
  let open = false;
  for (const level of levels) {
    const bad = isWorse(level.level, reference.level, rule);
    const last = stretches.at(-1);
    if (bad && open && last) stretches[stretches.length - 1] = { ...last, end: level.end };
    else if (bad) stretches.push(level);
    open = bad;
  }
  const weight = (stretch: Level) =>
    Math.abs(stretch.level - reference.level) * (stretch.end - stretch.start);
  return stretches.reduce<Level | undefined>(
    (worst, stretch) => (worst && weight(worst) >= weight(stretch) ? worst : stretch),
    undefined,
  );
}

/**
 * The stretch in which a reading was worse than its best lasting level; absent where it never was by enough.
 * Fewer than eight readings say nothing.
 */
export function findLevelShift(whole: Series, rule: ShiftRule): LevelShift | undefined {
  const series = thinSeries(whole, MOST_POINTS);
  const n = series.values.length;
  if (n < 2 * SHORTEST) return undefined;
  const levels = levelsOf(series, rule);
  const lasting = levels.filter(({ start, end }) => end - start >= Math.max(SHORTEST, n * REFERENCE_SHARE));
  const better = (a: Level, b: Level) => (rule.worse === 'higher' ? a.level <= b.level : a.level >= b.level);
  const reference = lasting.reduce<Level | undefined>(
    (best, level) => (best && better(best, level) ? best : level),
    undefined,
  );
  const stretch = reference && worstStretch(levels, reference, rule);
  if (!reference || !stretch) return undefined;
  const after = medianOf(series.values.slice(stretch.start, stretch.end)) ?? stretch.level;
  if (!isWorse(after, reference.level, rule)) return undefined;
  const since = series.times[stretch.start];
  const until = series.times[stretch.end - 1];
  return {
    before: reference.level,
    after,
    ratio: reference.level > 0 ? after / reference.level : Infinity,
    ...(stretch.start > 0 && since !== undefined ? { since } : {}),
    ...(stretch.end < n && until !== undefined ? { until } : {}),
  };
}
