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
/** What still grows by so much of its mean rate when all is loaded, and by so much in all (ln), was not loaded: it leaks. */
const GOES_ON = 0.7;
const LEAST_LEAK = 0.1;
/** And what it grew by since must be far beyond the noise, in spreads. */
const SURE = 10;

/** What a level gained or lost while something was loaded, or nobody looked. */
export interface LoadingExcuse {
  /** By how much the baseline must move now; 0 at most ticks. `spread` is the usual one of such levels (ln). */
  onTick(level: number, gate: Gate, spread: number): number;
  /** True while it is not known yet: nothing may be raised. */
  readonly pending: boolean;
  /** True in the tick in which a gain was found to be none of the loading. */
  readonly refused: boolean;
}

export function createLoadingExcuse(): LoadingExcuse {
  const recent = createRecent(BEFORE);
  let before: number | undefined;
  let calmFor = 0;
  let waited = 0;
  let refused = false;
  /** Only loading explains any gain: more work explains as much as it grew by. */
  let most = 0;
  let lastAt: EpochMs = 0;

  /** Whether it went on growing after the loading as it had since it began. */
  function goesOn(from: number, level: number, spread: number): boolean {
    const then = recent.at(AFTER);
    if (level - from < LEAST_LEAK || level - then < SURE * spread) return false;
    const [start, middle, end] = [from, then, level].map(Math.exp) as [number, number, number];
    return (end - middle) / AFTER > (GOES_ON * (end - start)) / waited;
  }

  return {
    get pending() {
      return before !== undefined;
    },
    get refused() {
      return refused;
    },
    onTick(level, gate, spread) {
      refused = false;
      const unseen = gate.loading || (lastAt > 0 && gate.now - lastAt > GAP + gate.interval);
      const disturbed = unseen || gate.workEdge;
      lastAt = gate.now;
      if (before === undefined) most = 0;
      if (unseen) most = Infinity;
      else if (gate.workEdge) most = Math.max(most, gate.workStep + UNSURE);
      if (disturbed && before === undefined && recent.size > 0) before = recent.quantile(0.5, recent.size);
      recent.push(level);
      calmFor = disturbed ? 0 : calmFor + 1;
      waited = before === undefined ? 0 : waited + 1;
      if (before === undefined || calmFor < AFTER) return 0;
      refused = goesOn(before, level, spread);
      const change = refused ? 0 : Math.min(most, recent.quantile(0.5, AFTER) - before);
      before = undefined;
      return change;
    },
  };
}
