import type { Instrumentation } from '../instrument/instrumentation.js';
import type { Sampler } from '../snapshot/sampler.js';
import type { SavingStep } from './governor.js';

export interface SavingDeps {
  readonly instrumentation: Pick<Instrumentation, 'setLevel'>;
  readonly sampler: () => Pick<Sampler, 'slowDown'>;
  /** Switches what is nice to know: bursts of frames on idle pages, measurements of the whole page's memory. */
  readonly spare: (on: boolean) => void;
}

/**
 * What is given up for the budget, in this order: first what only makes figures less exact, then what makes them rarer,
 * last what they are about.
 */
export function createSavingSteps({ instrumentation, sampler, spare }: SavingDeps): readonly SavingStep[] {
  return [
    {
      name: 'exact call times: fewer calls are timed',
      apply: () => instrumentation.setLevel(1),
      undo: () => instrumentation.setLevel(0),
    },
    {
      name: 'frame bursts and page memory',
      apply: () => spare(true),
      undo: () => spare(false),
    },
    {
      name: 'call times: calls are only counted',
      apply: () => instrumentation.setLevel(2),
      undo: () => instrumentation.setLevel(1),
    },
    {
      name: 'every second tick',
      apply: () => sampler().slowDown(2),
      undo: () => sampler().slowDown(1),
    },
    {
      name: 'call counts: calls are not seen',
      apply: () => instrumentation.setLevel(3),
      undo: () => instrumentation.setLevel(2),
    },
  ];
}
