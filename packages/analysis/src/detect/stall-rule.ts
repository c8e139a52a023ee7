import type { EpochMs, Tick } from '@wasm-vitals/protocol';
import { createSortedWindow } from '../baseline/sorted-window.js';
import { baselineOf } from './baseline-of.js';
import type { Rule } from './rule.js';

/** A frame this long is felt as a stop, and is none that comes by itself now and then. Milliseconds. */
const LEAST = 250;
/** And it must be this much beyond the page's own long frames. */
const OVER_USUAL = 1.8;
const USUAL = 0.95;
/** So many stalls within `WITHIN` ms, the first and the last at least `APART` ms from each other: not one hiccup. */
const STALLS = 3;
const WITHIN = 30_000;
const APART = 8_000;
/** Stops in one tick after the other, for up to so long, are one: a hiccup. Milliseconds. */
const HICCUP = 8_000;
const NEXT_TICK = 1_700;
/** Over when there was none for so long. Milliseconds. */
const OVER_AFTER = 22_500;
/** Where frames are asked for now and then, a gap of up to so many times a common one is no stop. */
const COMMON = 1.2;
/** And so is one of up to so many times the mean of the tick, where most frames of it were short. */
const EVEN = 2;
/** A frame that is not long is at most this (Long Animation Frames). Milliseconds. */
const SHORT_FRAME = 50;
const WINDOW = 300;
const LEARNT = 25;
const CRITICAL = 1_000;
/** Longer than this between two frames is sleep or a hidden page, whatever the flags say. */
const ABSURD = 30_000;

/** Few frames, one like the other: nobody asked for more, though one of them was long too. */
function isEven({ fps = 0, interval, longFrames }: Tick, between: number): boolean {
  const frames = (fps * interval) / 1_000;
  return (
    longFrames !== undefined && frames >= 2 && longFrames < frames / 2 && between < (EVEN * interval) / frames
  );
}

/** Repeated stops of the page: the longest frame of a tick is far beyond the page's usual longest. */
export function createStallRule(): Rule {
  const longest = createSortedWindow(WINDOW);
  /** Times between two frames, asked for or not. */
  const gaps = createSortedWindow(WINDOW);
  const times = new Float64Array(STALLS).fill(-Infinity);
  let next = 0;
  let worst = 0;
  let lastStop: EpochMs = -Infinity;
  let onset: EpochMs = 0;
  let active = false;

  function note(frame: number, now: EpochMs): void {
    worst = now - lastStop > WITHIN ? frame : Math.max(worst, frame);
    const isSame = now - lastStop < NEXT_TICK && now - latest() < HICCUP;
    lastStop = now;
    if (isSame) return;
    times[next] = now;
    next = (next + 1) % STALLS;
    // The ring's oldest entry stands where the next one goes.
    const first = times[next] ?? -Infinity;
    const apart = now - first;
    if (apart > WITHIN || apart < APART || active) return;
    active = true;
    onset = first;
  }

  const latest = (): EpochMs => times[(next + STALLS - 1) % STALLS] ?? -Infinity;

  function limit(): number {
    return longest.size < LEARNT ? Infinity : Math.max(LEAST, OVER_USUAL * longest.quantile(USUAL));
  }

  return {
    step(tick, gate) {
      if (gate.reset) times.fill(-Infinity);
      if (active && gate.now - lastStop > OVER_AFTER) active = false;
      // A long time between two frames is a stop only where a frame was long: else nobody asked for one.
      const asked = tick.longFrames === undefined || tick.longFrames > 0;
      const between = gate.muted || gate.idle ? undefined : tick.frameTimeMax;
      const frame = between === undefined || asked ? between : Math.min(between, SHORT_FRAME);
      if (frame === undefined || frame > ABSURD) return active;
      const isGap =
        between !== undefined && (isEven(tick, between) || between <= COMMON * gaps.quantile(0.9));
      if (between !== undefined) gaps.push(between);
      if (longest.size < LEARNT || frame <= limit() || isGap) longest.push(Math.min(frame, limit()));
      else if (gate.warm) note(frame, gate.now);
      return active;
    },
    describe: () => ({
      kind: 'stall',
      metric: 'rendering.frameTime.max',
      value: worst,
      onset,
      severity: worst >= CRITICAL ? 'critical' : 'warning',
      baseline: baselineOf(longest),
      ratio: worst / longest.quantile(0.5),
    }),
    baseline: () =>
      longest.size < LEARNT
        ? undefined
        : { metric: 'rendering.frameTime.max', baseline: baselineOf(longest) },
  };
}
