import type { DurationMs } from '@wasm-vitals/protocol';

/** A monotonic clock and what is known of it. All in milliseconds. */
export interface Clock {
  readonly now: () => DurationMs;
  /** The clock's step: 0.1 in ordinary pages, 0.005 in cross-origin isolated ones, nearly 0 in Node. */
  readonly resolution: DurationMs;
}

/**
 * How long the start looks at the clock: three steps of Chromium's coarsest one. On a busy machine one reading can come
 * milliseconds after the one before it, so a few steps must have been seen as well.
 */
const CALIBRATION_MS = 0.35;
const CALIBRATION_STEPS = 3;
const MAX_READS = 4_000;

/** Clocks finer than this are read without a visible step. */
const FINE_RESOLUTION_MS = 0.0005;

/**
 * Binds the page's clock once (through the global it costs thrice as much) and looks at it for a third of a
 * millisecond or three steps, whichever is longer: the smallest difference between two readings is its step.
 */
export function createClock(source: Pick<Performance, 'now'> = performance): Clock {
  const now = source.now.bind(source);
  const begin = now();
  let last = begin;
  let reads = 0;
  let steps = 0;
  let step = Infinity;
  while (reads < MAX_READS && (last - begin < CALIBRATION_MS || steps < CALIBRATION_STEPS)) {
    const at = now();
    reads += 1;
    if (at > last) {
      step = Math.min(step, at - last);
      steps += 1;
    }
    last = at;
  }
  return { now, resolution: step < FINE_RESOLUTION_MS || step === Infinity ? 0 : roundToStep(step) };
}

/** Readings are sums of floats: 0.09999999403953552 is a step of 0.1. */
function roundToStep(step: number): number {
  return Number(step.toPrecision(3));
}
