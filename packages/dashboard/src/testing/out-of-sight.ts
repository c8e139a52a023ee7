import { expect } from 'vitest';
import { sight } from '../charts/visible.js';
import { eventually } from './eventually.js';
import type { Mounted } from './mount.js';

/** Moves a dashboard out of sight, and waits until those who watch know. */
export async function moveOutOfSight(view: Mounted): Promise<void> {
  const probe = document.createElement('p');
  view.dashboard.before(probe);
  let visible = true;
  probe.style.marginTop = '5000px';
  const stop = sight.watch(probe, (now) => (visible = now));
  // All that is watched is looked at in the same frame, or half a second later.
  await eventually(() => expect(visible).toBe(false));
  const later = performance.now() + 1_100;
  await eventually(() => expect(performance.now()).toBeGreaterThan(later));
  stop();
}

/** Brings it back. */
export function moveIntoSight(view: Mounted): void {
  view.dashboard.previousElementSibling?.remove();
}
