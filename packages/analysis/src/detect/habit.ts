import { createSortedWindow } from '../baseline/sorted-window.js';

/** A window of 20 ticks hardly changes in so many: it is looked at this often. */
const EVERY = 5;
/** Looks in a block, and blocks that are remembered: half an hour of minutes. */
const LOOKS = 12;
const BLOCKS = 30;
/** So many blocks make a habit. */
const LEARNT = 4;
/** The newest blocks do not count yet: a fault may lie in them. */
const DELAY = 2;
/** However restless: a change of so many times the least effect is always looked at. */
export const HABIT_CAP = 2;
/** A change must be so many times the worst that the page did by habit. */
const OVER = 1.25;

/**
 * What a signal does when nothing is wrong, as the worst of each minute: a page whose windows are often far off is
 * judged by its own measure, whatever the noise looks like. (The threshold of a block-maxima method, without a law.)
 */
export interface Habit {
  /** Counts a tick. True where the statistic is to be pushed. */
  isDue(): boolean;
  push(statistic: number): void;
  /** Forgets the minute under way: it is no habit. */
  forgetBlock(): void;
  /** Below this it is habit; −Infinity while nothing is known. */
  readonly limit: number;
  clear(): void;
}

export function createHabit(): Habit {
  const worst = createSortedWindow(BLOCKS);
  const waiting = new Float64Array(DELAY).fill(NaN);
  let next = 0;
  let ticks = 0;
  let looks = 0;
  let most = -Infinity;
  let limit = -Infinity;

  function endBlock(): void {
    const old = waiting[next] ?? NaN;
    waiting[next] = most;
    next = (next + 1) % DELAY;
    looks = 0;
    most = -Infinity;
    if (Number.isNaN(old)) return;
    worst.push(old);
    if (worst.size >= LEARNT) limit = OVER * worst.quantile(1);
  }

  function forgetBlock(): void {
    waiting.fill(NaN);
    looks = 0;
    most = -Infinity;
  }

  return {
    isDue: () => ++ticks % EVERY === 0,
    push(statistic) {
      most = Math.max(most, statistic);
      if (++looks === LOOKS) endBlock();
    },
    forgetBlock,
    get limit() {
      return limit;
    },
    clear() {
      forgetBlock();
      worst.clear();
      limit = -Infinity;
    },
  };
}
