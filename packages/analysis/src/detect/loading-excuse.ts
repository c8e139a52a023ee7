import type { EpochMs } from '@wasm-vitals/protocol';
import type { Gate } from './gate.js';
import { createRecent } from './recent.js';

/** Ticks before the loading that tell the level until then: loading is noticed a few ticks late. */
const BEFORE = 24;
const AFTER = 5;
/** After a gap in the readings (hidden, asleep) nobody knows what was loaded meanwhile. Milliseconds. */
const GAP = 4_000;
/** How far work may be mistaken, ln. */
const UNSURE = 0.1;

/** What a level gained or lost while something was loaded, or nobody looked. */
export interface LoadingExcuse {
  /** By how much the baseline must move now; 0 at most ticks. */
  onTick(level: number, gate: Gate): number;
  /** True while it is not known yet: nothing may be raised. */
  readonly pending: boolean;
}

export function createLoadingExcuse(): LoadingExcuse {
  const recent = createRecent(BEFORE);
  let before: number | undefined;
  let calmFor = 0;
  /** Only loading explains any gain: more work explains as much as it grew by. */
  let most = 0;
  let lastAt: EpochMs = 0;

  return {
    get pending() {
      return before !== undefined;
    },
    onTick(level, gate) {
      const unseen = gate.loading || (lastAt > 0 && gate.now - lastAt > GAP + gate.interval);
      const disturbed = unseen || gate.workEdge;
      lastAt = gate.now;
      if (before === undefined) most = 0;
      if (unseen) most = Infinity;
      else if (gate.workEdge) most = Math.max(most, gate.workStep + UNSURE);
      if (disturbed && before === undefined && recent.size > 0) before = recent.quantile(0.5, recent.size);
      recent.push(level);
      calmFor = disturbed ? 0 : calmFor + 1;
      if (before === undefined || calmFor < AFTER) return 0;
      const change = Math.min(most, recent.quantile(0.5, AFTER) - before);
      before = undefined;
      return change;
    },
  };
}
