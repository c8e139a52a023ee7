import type { PerSecond } from '@wasm-vitals/protocol';
import type { Gate } from './gate.js';

/** From this share of the time between two refreshes on, WebAssembly alone nearly fills a frame. */
const FULL = 0.45;
/** Least drop of the frame rate there, ln: a call that takes a few per cent longer costs a fifth of the frames, or a third. */
export const FULL_EFFECT = -Math.log(0.75);
/** Work that grew by less than this is the same work, ln. */
const LEAST = Math.log(1.08);

/** Whether WebAssembly nearly fills the frames. */
export const isFull = ({ frameShare }: Gate): boolean => frameShare >= FULL;

const moreWork = ({ workNow, frameShareNow }: Gate): number => Math.max(workNow, frameShareNow);

/** Whether more work may cost frames now: what is usual is not to be learnt from these. */
export const losesToWork = (gate: Gate): boolean => isFull(gate) && moreWork(gate) >= LEAST;

/**
 * How far more work may lower a frame rate that is usually `fps`, as a logarithm: a frame that is not done at one
 * refresh of the display waits for the next, so where frames are nearly full a little more work can halve the rate.
 */
export function lostToWork(fps: PerSecond, gate: Gate): number {
  const { refreshRate } = gate;
  if (refreshRate === undefined || !losesToWork(gate)) return 0;
  const usual = Math.max(1, refreshRate / fps);
  return Math.log(Math.ceil(usual * Math.exp(moreWork(gate))) / usual);
}
