import type { PerSecond } from '@wasm-vitals/protocol';
import type { Gate } from './gate.js';

/** A page that rested for so many ticks chose the rate at which it draws then. */
const RESTED = 4;
/** The same rate, ln. */
const SAME = 0.1;
/** After so many ticks it is no choice any more. */
const LONGEST = 100;

/** Whether a page rests, or draws at the rate that it chose while it rested: what it draws may have become more. */
export function createRestRate(): (fps: PerSecond | undefined, gate: Gate) => boolean {
  let rate = NaN;
  let ticks = 0;
  let age = 0;
  return (fps, { idle, drop }) => {
    if (drop) return idle;
    const isSame = fps !== undefined && Math.abs(Math.log(fps / rate)) < SAME;
    if (idle) {
      ticks = isSame ? ticks + 1 : 0;
      if (!isSame) rate = fps ?? NaN;
      age = 0;
    } else if (!isSame || ++age > LONGEST) ticks = 0;
    return idle || ticks >= RESTED;
  };
}
