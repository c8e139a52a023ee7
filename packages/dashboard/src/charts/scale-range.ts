import type { DisplayUnit } from '../format/format.js';

type Extent = readonly [low: number, high: number];

/** Room above the highest reading. */
const HEADROOM = 1.12;
/** With no reading at all, the axis still needs a height. */
const EMPTY: Record<DisplayUnit, number> = {
  ms: 10,
  bytes: 1_048_576,
  ratio: 1,
  count: 10,
  'per second': 10,
  'ms per second': 100,
  'frames per second': 60,
  score: 0.1,
};

/**
 * The heights that a chart shows. Everything starts at zero, so that a small wiggle looks small; only sizes in bytes
 * may start higher, because a leak of a few per cent must be seen on top of a large heap.
 */
export function scaleRange(unit: DisplayUnit, extent: Extent | undefined, threshold?: number): Extent {
  if (!extent) return [0, EMPTY[unit]];
  const [low, high] = extent;
  const near = threshold !== undefined && threshold < high * 2 && threshold > 0 ? threshold : high;
  const top = Math.max(high, near);
  if (unit === 'bytes') {
    const pad = Math.max((top - low) * 0.15, top * 0.02, 1);
    const bottom = low - pad < top * 0.4 ? 0 : low - pad;
    return [bottom, top + pad];
  }
  if (top <= 0) return [Math.min(0, low), EMPTY[unit]];
  // A rate that is usually near 1 reads best against the whole.
  if (unit === 'ratio' && top > 0.5) return [0, Math.max(1, top) * 1.04];
  return [Math.min(0, low), top * HEADROOM];
}
