/** How calls follow frames: 1 where each frame makes its calls, 0 where the work runs beside the frames. */
export interface Coupling {
  /** Logarithms of calls and of frames a second. */
  learn(calls: number, frames: number): void;
  slope(): number;
}

const FORGET = 1 / 200;
/** Only small changes teach: a step of the one alone would outweigh minutes of them. */
const CLIP_FRAMES = 0.05;
const CLIP_CALLS = 0.15;
/** From this share of the clip on, a change is a step. */
const STEP = 0.5;
/** How sure we are beforehand that the slope is 1, as a standard deviation of it: most pages draw what they compute. */
const PRIOR = 0.4;

const clip = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));

/** Learns from how the two change from tick to tick, as another scene changes both levels but once. */
export function createCoupling(): Coupling {
  let lastCalls = NaN;
  let lastFrames = NaN;
  let both = 0;
  let ofFrames = 0;
  let ofCalls = 0;
  return {
    learn(calls, frames) {
      const dc = clip(calls - lastCalls, CLIP_CALLS);
      const df = clip(frames - lastFrames, CLIP_FRAMES);
      lastCalls = calls;
      lastFrames = frames;
      if (Number.isNaN(dc + df)) return;
      // More work and fewer frames: these were full, which says nothing of how calls follow them.
      if (dc * df < 0 && Math.abs(dc) > STEP * CLIP_CALLS && Math.abs(df) > STEP * CLIP_FRAMES) return;
      both += FORGET * (dc * df - both);
      ofFrames += FORGET * (df * df - ofFrames);
      ofCalls += FORGET * (dc * dc - ofCalls);
    },
    // Ridge regression towards 1: rare calls scatter so much that their own data say little.
    slope() {
      const weight = (ofCalls * FORGET) / PRIOR ** 2 + 1e-9;
      return Math.max(0, Math.min(1, (both + weight) / (ofFrames + weight)));
    },
  };
}
