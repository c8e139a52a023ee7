import type { LevelSpec } from './level-spec.js';

/** Levels are logarithms of readings, or shares as they are, turned so that more is worse. */
export interface LevelScale {
  toLevel(reading: number): number;
  toReading(level: number): number;
  /** The least effect of a rule as a difference of levels, > 0. */
  readonly effect: number;
}

export function createLevelScale({ adverse, isShare, effect }: LevelSpec): LevelScale {
  if (isShare) {
    const turn = (value: number): number => adverse * value;
    return { toLevel: turn, toReading: turn, effect };
  }
  return {
    toLevel: (reading) => adverse * Math.log(reading),
    toReading: (level) => Math.exp(adverse * level),
    effect: adverse * Math.log(effect),
  };
}
