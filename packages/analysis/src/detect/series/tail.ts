import { createSortedWindow } from '../../baseline/sorted-window.js';

/** Turns readings of any scale into surprise: −log10 of the share of earlier readings that were as great. */
export interface Tail {
  /** Surprise of a reading against those before it; it counts among them from then on. */
  surprise(reading: number): number;
}

const CAPACITY = 20_000;
const LEARNT = 40;
/** Above this quantile the tail is taken to fall off exponentially (peaks over threshold). */
const PEAKS = 0.98;
/** The tail is at least as wide as this share of its begin, so that a first odd reading does not count for ever. */
const LEAST_WIDTH = 0.02;
const GREATEST = 30;

export function createTail(): Tail {
  const window = createSortedWindow(CAPACITY);

  function beyond(reading: number, begin: number): number {
    const width = Math.max(1e-12, window.meanFrom(PEAKS) - begin, LEAST_WIDTH * Math.abs(begin));
    return -Math.log10(1 - PEAKS) + ((reading - begin) / width) * Math.LOG10E;
  }

  return {
    surprise(reading) {
      let surprise = 0;
      if (window.size >= LEARNT) {
        const begin = window.quantile(PEAKS);
        surprise =
          reading > begin
            ? beyond(reading, begin)
            : -Math.log10((window.countFrom(reading) + 1) / (window.size + 2));
      }
      window.push(reading);
      return Math.min(GREATEST, surprise);
    },
  };
}
