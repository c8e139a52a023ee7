import type { Gate } from './gate.js';
import { createRecent } from './recent.js';

const SHORT = 5;

/** What a level gained or lost while something was loaded. */
export interface LoadingExcuse {
  /** By how much the baseline must move now; 0 at most ticks. */
  onTick(level: number, gate: Gate): number;
}

export function createLoadingExcuse(): LoadingExcuse {
  const recent = createRecent(SHORT);
  let before: number | undefined;
  let calmFor = 0;

  return {
    onTick(level, gate) {
      if (gate.loading && before === undefined && recent.size > 0) {
        before = recent.quantile(0.5, recent.size);
      }
      recent.push(level);
      calmFor = gate.loading ? 0 : calmFor + 1;
      if (before === undefined || calmFor < SHORT) return 0;
      const change = recent.quantile(0.5, SHORT) - before;
      before = undefined;
      return change;
    },
  };
}
