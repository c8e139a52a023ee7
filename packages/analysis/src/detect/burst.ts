import { createSortedWindow } from '../baseline/sorted-window.js';

const SHORT = 5;
const WINDOW = 300;
const LEARNT = 30;
/** A burst is this much above the median of five-second means, and above most that were seen. */
const RATIO = 1.6;
const OVER_HIGH = 1.15;
/** At four, chance makes three bursts an hour, and each hides what comes with it. */
const SIGMAS = 6;
/** Requests a second: where they are rare, chance alone brings five within five seconds. */
const LEAST = 1.5;
/** A burst that lasts longer is a new level, not a load. Seconds. */
const CAP = 30;

/** Sees a load of content by its burst of requests, where the host does not announce it. */
export interface BurstWatch {
  /** True while requests burst. Nothing is learnt from a tick that is `known` to be one of loading. */
  onTick(requests: number | undefined, known: boolean): boolean;
}

export function createBurstWatch(): BurstWatch {
  const means = createSortedWindow(WINDOW);
  const recent = new Float64Array(SHORT);
  let next = 0;
  let sum = 0;
  let lasting = 0;
  let knownFor = 0;

  function isBurst(mean: number): boolean {
    if (means.size < LEARNT) return false;
    const median = means.quantile(0.5);
    const spread = Math.max(Math.sqrt(median / SHORT), (means.quantile(0.84) - means.quantile(0.16)) / 2);
    return (
      mean > RATIO * median &&
      mean > median + SIGMAS * spread &&
      mean > OVER_HIGH * means.quantile(0.97) &&
      mean >= LEAST
    );
  }

  return {
    onTick(requests, known) {
      if (requests === undefined) return false;
      sum += requests - (recent[next] ?? 0);
      recent[next] = requests;
      next = (next + 1) % SHORT;
      const mean = sum / SHORT;
      const bursting = isBurst(mean);
      lasting = bursting ? lasting + 1 : 0;
      knownFor = known ? SHORT : Math.max(0, knownFor - 1);
      if (knownFor === 0 && (!bursting || lasting > CAP)) means.push(mean);
      return bursting && lasting <= CAP;
    },
  };
}
