import type { Instrumentation } from '../instrument/instrumentation.js';
import type { Sampler } from '../snapshot/sampler.js';
import type { SavingStep } from './governor.js';

export interface SavingDeps {
  /** The page's instrumentation, and its workers'. */
  readonly measuring: readonly Pick<Instrumentation, 'setLevel'>[];
  readonly sampler: () => Pick<Sampler, 'slowDown'>;
}

export interface Savings {
  readonly steps: readonly SavingStep[];
  /** True while bursts of frames on idle pages and measurements of the whole page's memory are given up. */
  readonly sparing: () => boolean;
}

/** The first of the steps make figures less exact and rarer; the others would take away what an effect is measured by. */
export const MEASURING_SAVINGS = 3;

/**
 * What is given up for the budget, in this order: first what only makes figures less exact, then what makes them rarer,
 * last what they are about. Calls are counted to the end.
 */
export function createSavingSteps({ measuring, sampler }: SavingDeps): Savings {
  let sparing = false;

  const setLevel = (level: number): void => {
    for (const each of measuring) each.setLevel(level);
  };
  const timing = (name: string, level: number): SavingStep => ({
    name,
    apply: () => setLevel(level),
    undo: () => setLevel(level - 1),
  });

  return {
    sparing: () => sparing,
    steps: [
      timing('three of four timings of calls', 1),
      {
        name: 'frame bursts and page memory',
        apply: () => void (sparing = true),
        undo: () => void (sparing = false),
      },
      timing('three of the remaining four timings', 2),
      {
        name: 'every second tick',
        apply: () => sampler().slowDown(2),
        undo: () => sampler().slowDown(1),
      },
      timing('nearly all timings of calls', 3),
    ],
  };
}
