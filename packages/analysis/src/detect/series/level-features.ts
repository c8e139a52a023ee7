import { createSortedWindow } from '../../baseline/sorted-window.js';
import type { Feature } from './feature.js';

/** Readings that tell what is usual: long enough for weeks of half hours. */
const WINDOW = 5_000;
const LEARNT = 20;

/** How much it jumped since the row before. */
export function createJump(): Feature {
  let last = NaN;
  return {
    step(value) {
      const jump = Math.abs(value - last);
      last = value;
      return Number.isNaN(jump) ? undefined : jump;
    },
  };
}

/** How far it is from its median, in robust spreads: on either side, or below only. */
export function createDistance(side: 'either' | 'below'): Feature {
  const window = createSortedWindow(WINDOW);
  return {
    step(value) {
      const median = window.size > 0 ? window.quantile(0.5) : value;
      const core = (window.quantile(0.75) - window.quantile(0.25)) / 1.349;
      const wide = (window.quantile(0.95) - window.quantile(0.05)) / 3.29;
      const spread = window.size > LEARNT ? Math.max(1e-9, core, wide) : 1;
      window.push(value);
      return (side === 'either' ? Math.abs(value - median) : Math.max(0, median - value)) / spread;
    },
  };
}
