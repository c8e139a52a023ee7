import { expect, it } from 'vitest';
import type { Gate } from './gate.js';
import { createHeldLately } from './held-lately.js';

const at = (second: number, workNow: number): Gate =>
  ({ now: second * 1_000, workShifted: workNow !== 0, workNow, rebase: false }) as Gate;

it('holds the most that work explained within the last 40 s, though there is less of it meanwhile', () => {
  const held = createHeldLately(0.5);
  held.onTick(at(0, 1));
  held.onTick(at(1, -0.5));
  expect(held.value).toBe(0.5);
  held.onTick(at(40, 0.2));
  expect(held.value).toBe(0.5);
  held.onTick(at(41, 0.2));
  expect(held.value).toBe(0.1);
});

it('forgets it where the host marks other content', () => {
  const held = createHeldLately(0.5);
  held.onTick(at(0, 1));
  held.onTick({ ...at(1, 0), rebase: true });
  expect(held.value).toBe(0);
});

it('knows for two minutes what work explained, of growth that began before it', () => {
  const held = createHeldLately(0.5);
  held.onTick(at(0, 1));
  held.onTick(at(60, 0));
  expect(held.value).toBe(0);
  expect(held.since(0)).toBe(0.5);
  expect(held.since(1_000)).toBe(0);
  held.onTick(at(121, 0));
  expect(held.since(0)).toBe(0);
});
