import type { PerSecond } from '@wasm-vitals/protocol';

/** Rates that differ less are one rate, estimated twice. */
const SAME = 0.08;
/** A display is no slower than this; a lower estimate is a page that can't keep up. */
const SLOWEST: PerSecond = 48;
const SURE_TICKS = 4;

/** Sees that the page moved to a display with another refresh rate. */
export interface DisplayWatch {
  /** True at the tick at which the change is sure. */
  onTick(refreshRate: PerSecond | undefined): boolean;
}

export function createDisplayWatch(): DisplayWatch {
  let known: PerSecond | undefined;
  let other = 0;
  return {
    onTick(rate) {
      if (rate === undefined || rate < SLOWEST) return false;
      known ??= rate;
      other = Math.abs(rate / known - 1) > SAME ? other + 1 : 0;
      if (other < SURE_TICKS) return false;
      known = rate;
      other = 0;
      return true;
    },
  };
}
