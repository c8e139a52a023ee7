import type { Baseline } from '@wasm-vitals/protocol';
import { createSortedWindow } from './sorted-window.js';

const WINDOW = 300;
/** So many accepted readings make a baseline. */
const LEARNT = 25;
/** A reading joins so many ticks late: a fault is suspected by then, and never becomes its own baseline. */
const DELAY = 15;
/** Readings that stand for a baseline from elsewhere: soon outnumbered by the session's own. */
const SEEDS = 60;

/** Median and robust spread of the last five minutes of readings that were accepted. Constant memory. */
export interface DelayedBaseline {
  readonly ready: boolean;
  readonly median: number;
  readonly spread: number;
  /** Spread of the middle half of the readings: what is rare does not count. */
  readonly core: number;
  readonly samples: number;
  readonly source: Baseline['source'];
  /** Queues a reading, and lets the one of 15 ticks ago join unless it was refused or `suspicious` is true now. */
  offer(value: number, accepted: boolean, suspicious: boolean): void;
  forgetPending(): void;
  /** Moves the whole baseline: the level changed by intent, its spread did not. */
  shift(by: number): void;
  clear(): void;
  /** Learns a new level; with `keep`, the one until now can be restored. */
  startAnew(keep: boolean): void;
  /**
   * Goes back to the level before `startAnew(true)` where `value` is nearer to it, or nothing else is known. Where it
   * `isExplained` why the levels differ, the one until now is kept too, and one that is not known is learnt.
   */
  restore(value: number, isExplained: boolean): void;
  seed(median: number, spread: number, source: Baseline['source']): void;
}

/** Quantile of the standard normal (Tukey's lambda approximation, error under 0.01 for 0.01 to 0.99). */
const normalQuantile = (p: number): number => (p ** 0.135 - (1 - p) ** 0.135) / 0.1975;

/** Makes a baseline whose spread is at least `floor`, and that a reading joins `delay` readings late. */
export function createDelayedBaseline(floor: number, delay = DELAY): DelayedBaseline {
  let window = createSortedWindow(WINDOW);
  let other = createSortedWindow(WINDOW);
  const queue = new Float64Array(delay).fill(NaN);
  let head = 0;
  let source: Baseline['source'] = 'session';
  let own = 0;
  let median = NaN;
  let spread = NaN;
  let core = NaN;
  // Readings are kept less this, so that a shift of the level is one addition.
  let offset = 0;

  // The greatest of three spreads: tails and skew count, as they are what a false alarm comes from.
  function refresh(): void {
    const center = window.quantile(0.5);
    median = center + offset;
    core = (window.quantile(0.75) - window.quantile(0.25)) / 1.349;
    const upper = (window.quantile(0.95) - center) / 1.645;
    const lower = (center - window.quantile(0.05)) / 1.645;
    spread = Math.max(floor, core, upper, lower);
  }

  function clear(): void {
    window.clear();
    queue.fill(NaN);
    own = 0;
    offset = 0;
    source = 'session';
  }

  function startAnew(keep: boolean): void {
    if (keep && offset === 0) [window, other] = [other, window];
    clear();
    if (!keep) other.clear();
  }

  return {
    get ready() {
      return window.size >= LEARNT;
    },
    get median() {
      return median;
    },
    get spread() {
      return spread;
    },
    get core() {
      return core;
    },
    get samples() {
      return window.size;
    },
    get source() {
      return source;
    },
    offer(value, accepted, suspicious) {
      const old = queue[head] ?? NaN;
      queue[head] = accepted ? value : NaN;
      head = head + 1 === delay ? 0 : head + 1;
      if (suspicious || Number.isNaN(old)) return;
      window.push(old - offset);
      if (++own >= SEEDS) source = 'session';
      refresh();
    },
    forgetPending: () => void queue.fill(NaN),
    shift(by) {
      offset += by;
      queue.fill(NaN);
      if (window.size > 0) refresh();
    },
    clear,
    startAnew,
    restore(value, isExplained) {
      queue.fill(NaN);
      const nearer = Math.abs(value - other.quantile(0.5)) < Math.abs(value - median);
      if (window.size >= LEARNT && !nearer) {
        if (isExplained && other.size === 0) startAnew(true);
        return;
      }
      [window, other] = [other, window];
      if (!isExplained) other.clear();
      offset = 0;
      if (window.size > 0) refresh();
    },
    seed(center, width, from) {
      clear();
      for (let i = 0; i < SEEDS; i++) window.push(center + width * normalQuantile((i + 0.5) / SEEDS));
      source = from;
      refresh();
    },
  };
}
