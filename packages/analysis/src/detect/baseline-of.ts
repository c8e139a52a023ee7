import type { Baseline } from '@wasm-vitals/protocol';
import type { SortedWindow } from '../baseline/sorted-window.js';

/** Median and interquartile spread of a window, as evidence. */
export function baselineOf(window: SortedWindow): Baseline {
  return {
    median: window.quantile(0.5),
    spread: (window.quantile(0.75) - window.quantile(0.25)) / 1.349,
    samples: window.size,
    source: 'session',
  };
}
