/** How calls follow frames: 1 where each frame makes its calls, 0 where the work runs beside the frames. */
export interface Coupling {
  /** Logarithms of calls and of frames a second. */
  learn(calls: number, frames: number): void;
  slope(): number;
}

const FORGET = 1 / 200;
/** Only small changes teach: a step of the one alone would outweigh minutes of them. */
const CLIP = 0.05;

const clip = (value: number): number => Math.max(-CLIP, Math.min(CLIP, value));

/** Learns from how the two change from tick to tick, as another scene changes both levels but once. */
export function createCoupling(): Coupling {
  let lastCalls = NaN;
  let lastFrames = NaN;
  // Where nothing was seen, a loop is the likelier: most pages draw what they compute.
  let both = 1e-4;
  let alone = 1e-4;
  return {
    learn(calls, frames) {
      const [dc, df] = [clip(calls - lastCalls), clip(frames - lastFrames)];
      lastCalls = calls;
      lastFrames = frames;
      if (Number.isNaN(dc + df)) return;
      both += FORGET * (dc * df - both);
      alone += FORGET * (df * df - alone);
    },
    slope: () => Math.max(0, Math.min(1, both / alone)),
  };
}
