import type { EpochMs } from '@wasm-vitals/protocol';
import { stillness, unlikeAnyDay } from './day-features.js';
import type { DayFeature, Feature } from './feature.js';
import { createDistance, createJump } from './level-features.js';
import { createNovelty, noveltyOfHours } from './novelty-feature.js';
import { createTail } from './tail.js';

/** Scores each row of one series of numbers as it comes, without a look ahead. Its memory is bounded. */
export interface SeriesScorer {
  /** How odd the row is, ≥ 0; rows in the wake of something odder score 0. */
  score(value: number, now: EpochMs): number;
}

/** Intervals from which the rows of a day are reckoned. */
const INTERVALS = 30;
const DAY = 86_400_000;
/** No single feature may decide alone: its surprise counts up to one in 100,000. */
const GREATEST = 5;
/** Cool-down: this share of the rows so far, and at least so many, only something odder still scores. */
const WAKE = 0.05;
const LEAST_WAKE = 30;

interface Part {
  readonly weight: number;
  readonly feature: Feature;
  readonly tail: ReturnType<typeof createTail>;
}

const part = (weight: number, feature: Feature): Part => ({ weight, feature, tail: createTail() });

/** Features with their weights: the plainest count most. */
const rowParts = (): Part[] => [
  part(1, createJump()),
  part(0.25, createDistance('either')),
  part(0.5, createDistance('below')),
  part(0.75, createNovelty({ rows: 8, means: 4, stride: 2 })),
  part(0.5, createNovelty({ rows: 32, means: 8, stride: 4 })),
];

const DAY_PARTS: readonly (readonly [weight: number, make: DayFeature])[] = [
  [0.5, unlikeAnyDay(0)],
  [0.5, unlikeAnyDay(8)],
  [0.75, stillness],
  [0.5, noveltyOfHours],
];

/** How many rows make a day, from the first intervals; undefined until enough were seen. */
function createDayLength(): (now: EpochMs) => number | undefined {
  const intervals: number[] = [];
  let last: EpochMs | undefined;
  let rows: number | undefined;
  return (now) => {
    if (rows !== undefined) return rows;
    if (last !== undefined) intervals.push(now - last);
    last = now;
    if (intervals.length < INTERVALS) return undefined;
    intervals.sort((a, b) => a - b);
    rows = Math.max(1, Math.round(DAY / Math.max(1, intervals[INTERVALS >> 1] ?? DAY)));
    return rows;
  };
}

export function createSeriesScorer(): SeriesScorer {
  const parts = rowParts();
  const dayLength = createDayLength();
  let knowsDay = false;
  let rows = 0;
  let peak = 0;
  let peakAt = -Infinity;

  function addDayParts(now: EpochMs): void {
    const day = dayLength(now);
    if (day === undefined) return;
    knowsDay = true;
    parts.push(...DAY_PARTS.map(([weight, make]) => part(weight, make(day))));
  }

  function sum(value: number, now: EpochMs): number {
    let total = 0;
    for (const { weight, feature, tail } of parts) {
      const reading = feature.step(value, now);
      if (reading !== undefined) total += weight * Math.min(GREATEST, tail.surprise(reading));
    }
    return total;
  }

  return {
    score(value, now) {
      if (!knowsDay) addDayParts(now);
      const total = sum(value, now);
      if (++rows - peakAt > Math.max(LEAST_WAKE, WAKE * rows)) peak = 0;
      if (total <= peak) return 0;
      peak = total;
      peakAt = rows;
      return total;
    },
  };
}
