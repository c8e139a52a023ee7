import { theilSen, type RobustSlope } from '../trend/theil-sen.js';
import type { Comparison } from './compare.js';

/** A reading and when it was taken (s). */
export interface Timed {
  readonly at: number;
  readonly value: number;
}

/** All but one in eight steps go the same way, or it is noise and no growth. */
const STEADY = 0.85;

/**
 * How fast readings grow or fall while nothing is done; absent where they do neither steadily. A leak goes on while an
 * action against it is measured: what it adds in that time must not be laid at the action's door.
 */
export function steadyGrowth(readings: readonly Timed[]): RobustSlope | undefined {
  const found = theilSen(
    readings.map(({ at }) => at),
    readings.map(({ value }) => value),
  );
  if (!found || (found.low <= 0 && found.high >= 0)) return undefined;
  const along = readings.filter(
    ({ value }, i) => i > 0 && (value - (readings[i - 1]?.value ?? 0)) * found.slope > 0,
  );
  return along.length >= STEADY * (readings.length - 1) ? found : undefined;
}

/** The readings as they would be had nothing grown since `from` (s). */
export function withoutGrowth(readings: readonly Timed[], slope: number, from: number): readonly number[] {
  return readings.map(({ at, value }) => value - slope * (at - from));
}

/** Widens a comparison by what the growth may have been more or less, over so many seconds. */
export function widened(
  comparison: Comparison,
  { slope, low, high }: RobustSlope,
  seconds: number,
): Comparison {
  return {
    ...comparison,
    low: comparison.low - (high - slope) * seconds,
    high: comparison.high + (slope - low) * seconds,
  };
}
