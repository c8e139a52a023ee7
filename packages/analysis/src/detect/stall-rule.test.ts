import { expect, it } from 'vitest';
import type { Gate } from './gate.js';
import { createStallRule } from './stall-rule.js';

/** Whether five minutes of smooth frames, and then stops in these seconds, raise an alarm. */
function alarms(stops: readonly number[]): boolean {
  const rule = createStallRule();
  let alarmed = false;
  for (let second = 0; second < 380; second++) {
    const isStop = stops.includes(second - 300);
    const now = second * 1_000;
    const gate = { now, reset: false, muted: false, idle: false, warm: true } as Gate;
    const frameTimeMax = isStop ? 400 : 17 + (second % 3);
    const tick = { timestamp: now, interval: 1_000, visibility: 1, frameTimeMax, longFrames: isStop ? 1 : 0 };
    alarmed = rule.step(tick, gate) || alarmed;
  }
  return alarmed;
}

it('tells of stops that come again and again', () => {
  expect(alarms([0, 6, 12])).toBe(true);
  expect(alarms([0, 12, 26])).toBe(true);
});

it('takes stops in one second after the other for one hiccup', () => {
  expect(alarms([0, 1, 2, 3, 4, 5])).toBe(false);
  expect(alarms([0, 1, 2, 3, 14])).toBe(false);
  expect(alarms([0, 1, 2, 3, 14, 22])).toBe(true);
});

it('tells of a page that does not stop stopping', () => {
  expect(alarms(Array.from({ length: 20 }, (_, second) => second))).toBe(true);
});
