import type { DurationMs } from '@wasm-vitals/protocol';

/** Three clicks within a second in one place: as fast as a person who is annoyed, faster than one who works. */
const CLICKS = 3;
const WITHIN_MS: DurationMs = 1_000;
/** CSS pixels: the width of a button. */
const PLACE_RADIUS = 30;

interface Click {
  readonly at: DurationMs;
  readonly x: number;
  readonly y: number;
}

/** Finds bursts of clicks in one place. A burst counts once, however long it goes on. */
export function createRageClicks(): {
  /** Notes a click; true where it makes a burst. */
  note(click: Click): boolean;
} {
  let burst: Click[] = [];
  let counted = false;

  return {
    note(click) {
      const last = burst.at(-1);
      const near = last && Math.hypot(click.x - last.x, click.y - last.y) <= PLACE_RADIUS;
      if (!near || click.at - last.at > WITHIN_MS) {
        burst = [];
        counted = false;
      }
      burst.push(click);
      burst = burst.slice(-CLICKS);
      const first = burst[0] ?? click;
      if (counted || burst.length < CLICKS || click.at - first.at > WITHIN_MS) return false;
      counted = true;
      return true;
    },
  };
}
