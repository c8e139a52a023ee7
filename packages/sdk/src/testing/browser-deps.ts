import { vi } from 'vitest';
import { createClock } from '../browser/clock.js';
import { createGuard } from '../browser/guard.js';

/** Clock and guard as in a page, with the faults kept for the test to look at. */
export function createBrowserDeps() {
  const clock = createClock();
  const faults = vi.fn();
  return { clock, faults, guard: createGuard(clock.now, faults) };
}

/** Keeps the main thread busy: a stall as a host would cause it. */
export function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** Draws a frame whenever the browser is ready for one, until told to stop. */
export function drawFrames(draw: () => void = () => undefined): () => void {
  let on = true;
  const loop = (): void => {
    if (!on) return;
    requestAnimationFrame(loop);
    draw();
  };
  requestAnimationFrame(loop);
  return () => void (on = false);
}
