import type { EpochMs } from '@wasm-vitals/protocol';
import type { Gate } from './gate.js';
import { createRecent } from './recent.js';

/** Ticks before the loading that tell the level until then. */
const BEFORE = 24;
/** Loading is noticed a few ticks late: these are left out. */
const LATE = 4;
/** Ticks before that tell how far the level moves by itself: a saw-tooth takes up to so long. */
const RANGE = 45;
const RANGE_QUANTILE = 0.04;
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
  /** Other content, by what the host says: what was usual before is no measure. */
  clear(): void;
  /** True in the tick in which a gain was found to be none of the loading. */
  readonly refused: boolean;
}

export function createLoadingExcuse(): LoadingExcuse {
  /** Levels while nothing was loaded, less what was gained since: what was excused once is not excused again. */
  const calm = createRecent(RANGE);
  const newest = createRecent(LATE);
  let gained = 0;
  /** The newest levels since the loading began. */
  const during = createRecent(AFTER + 1);
  let before: number | undefined;
  let calmFor = 0;
  let waited = 0;
  let refused = false;
  /** Only loading explains any gain: more work explains as much as it grew by. */
  let most = 0;
  let lastAt: EpochMs = 0;
  let beforeRest = NaN;
  let wasWaking = false;

  /** The level of late, less what was gained. */
  const levelNow = (): number => calm.quantile(0.5, Math.min(BEFORE, calm.size));

  /** What comes while the page rests has no calls to tell of it: whether they differ is seen when it goes on. */
  function noteRest({ waking }: Gate): void {
    if (waking && !wasWaking && calm.size > 0) beforeRest = levelNow();
    wasWaking = waking;
  }

  /** Whether it went on growing after the loading as it had since it began. */
  function goesOn(from: number, level: number, spread: number): boolean {
    const then = during.at(AFTER);
    if (level - from < LEAST_LEAK || !(level - then >= SURE * spread)) return false;
    const [start, middle, end] = [from, then, level].map(Math.exp) as [number, number, number];
    return (end - middle) / AFTER > (GOES_ON * (end - start)) / waited;
  }

  /** Less than how far it moves by itself is no gain. */
  function gainOver(from: number): number {
    const after = during.quantile(0.5, Math.min(AFTER, during.size));
    const isUsual =
      after >= calm.quantile(RANGE_QUANTILE, calm.size) + gained &&
      after <= calm.quantile(1 - RANGE_QUANTILE, calm.size) + gained;
    return isUsual ? 0 : after - from;
  }

  function conclude(from: number, level: number, spread: number): number {
    before = undefined;
    refused = goesOn(from, level, spread);
    if (refused) return 0;
    const gain = gainOver(from);
    gained += gain;
    return Math.min(most, gain);
  }

  return {
    get pending() {
      return before !== undefined;
    },
    get refused() {
      return refused;
    },
    clear() {
      calm.clear();
      newest.clear();
      before = undefined;
      beforeRest = NaN;
      gained = 0;
    },
    onTick(level, gate, spread) {
      refused = false;
      const unseen = gate.loading || (lastAt > 0 && gate.now - lastAt > GAP + gate.interval);
      const disturbed = unseen || gate.workEdge;
      noteRest(gate);
      lastAt = gate.now;
      if (before === undefined) most = 0;
      if (unseen) most = Infinity;
      else if (gate.workEdge) most = Math.max(most, gate.workStep + UNSURE);
      if (disturbed && before === undefined && calm.size > 0) {
        const rested = gate.waking && !Number.isNaN(beforeRest);
        before = (rested ? beforeRest : levelNow()) + gained;
        waited = 0;
        during.clear();
        newest.clear();
      }
      calmFor = disturbed ? 0 : calmFor + 1;
      if (before === undefined) {
        if (gate.waking || gate.muted) return 0;
        if (newest.size === LATE) calm.push(newest.oldest() - gained);
        newest.push(level);
        return 0;
      }
      during.push(level);
      waited++;
      return calmFor < AFTER ? 0 : conclude(before, level, spread);
    },
  };
}
