import type { EpochMs } from '@wasm-vitals/protocol';
import { createSortedWindow } from '../baseline/sorted-window.js';
import { createRecent } from './recent.js';

/** A fall of this share between two ticks is a garbage collection; what is left is the floor. */
const COLLECTED = 0.04;
/** So is one of this share of the bytes that collections usually free: in a heap that a leak has doubled, that is little. */
const FREED = 0.2;
/** Collections that tell what is usual, and those that are remembered. */
const LEARNT = 5;
const WINDOW = 40;
/** No collection for so long (ms), and for so many times as long as usual: what a heap has not freed by then, it keeps. */
const UNCOLLECTED = 12_000;
const OF_USUAL_GAP = 5;
/** Until so many times as long as usual the saw-tooth may have its peak. */
const PEAK_OF_GAP = 2;
/** Where all of the last ticks are beyond all that was used in the minutes before by this, once in so many ms. */
const OVER_PEAK = 1.15;
const LOW_TICKS = 8;
const PEAK_TICKS = 120;
const LOW_EVERY = 8_000;

/** Tells how much of a heap is left after a garbage collection. */
export interface HeapFloors {
  /** Takes in the bytes used; `follows`: the reading before is of a moment ago. The floor, where there is one. */
  onTick(used: number, now: EpochMs, follows: boolean): number | undefined;
  /** Since when the heap has been no lower than the last floor. */
  readonly since: EpochMs;
}

export function createHeapFloors(): HeapFloors {
  /** Bytes that collections freed, and milliseconds between them. */
  const freed = createSortedWindow(WINDOW);
  const gaps = createSortedWindow(WINDOW);
  /** What was used of late, and in the minutes until collections ceased. */
  const lows = createRecent(LOW_TICKS);
  const peaks = createSortedWindow(PEAK_TICKS);
  let last = 0;
  let collectedAt: EpochMs = 0;
  let lowAt: EpochMs = 0;
  let floorSince: EpochMs = 0;
  /** When the ticks of `lows` began. */
  const times = createRecent(LOW_TICKS);

  function isCollected(used: number): boolean {
    const fall = last - used;
    const isUsual = freed.size >= LEARNT && fall >= FREED * freed.quantile(0.5);
    if (fall <= 0 || !(fall > COLLECTED * last || isUsual)) return false;
    freed.push(fall);
    return true;
  }

  function noteCollection(now: EpochMs): void {
    if (collectedAt > 0) gaps.push(now - collectedAt);
    collectedAt = now;
  }

  /** A heap that only grows has no floors; its lowest of late stands for one, now and then. */
  function lowWithoutCollection(used: number, now: EpochMs): number | undefined {
    lows.push(used);
    times.push(now);
    const since = now - collectedAt;
    const gap = gaps.size >= LEARNT ? gaps.quantile(0.5) : Infinity;
    // What no collection frees for longer than usual is no peak of the saw-tooth.
    if (since < PEAK_OF_GAP * gap) peaks.push(used);
    if (since < Math.max(UNCOLLECTED, OF_USUAL_GAP * gap)) return undefined;
    const low = lows.quantile(0, Math.min(LOW_TICKS, lows.size));
    if (low < OVER_PEAK * peaks.quantile(1) || now - lowAt < LOW_EVERY) return undefined;
    lowAt = now;
    return low;
  }

  return {
    get since() {
      return floorSince;
    },
    onTick(used, now, follows) {
      const collected = follows && isCollected(used);
      last = used;
      if (collected) noteCollection(now);
      const low = lowWithoutCollection(used, now);
      floorSince = low === undefined ? now : times.oldest();
      return low ?? (collected ? used : undefined);
    },
  };
}
