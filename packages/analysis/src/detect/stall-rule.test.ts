import { expect, it } from 'vitest';
import type { Gate } from './gate.js';
import { createStallRule } from './stall-rule.js';

/** Whether a page that draws three frames a second, as nobody asks for more, raises an alarm where some are long. */
function alarmsAtRest(longest: number): boolean {
  const rule = createStallRule();
  let alarmed = false;
  for (let second = 0; second < 380; second++) {
    const now = second * 1_000;
    const isLong = second > 300 && second % 6 === 0;
    const frames = { fps: 3, longFrames: isLong ? 1 : 0, frameTimeMax: isLong ? longest : 300 };
    const gate = { now, reset: false, muted: false, idle: false, warm: true } as Gate;
    alarmed = rule.step({ timestamp: now, interval: 1_000, visibility: 1, ...frames }, gate) || alarmed;
  }
  return alarmed;
}

it('takes few frames, one like the other, for no stops', () => {
  expect(alarmsAtRest(450)).toBe(false);
  expect(alarmsAtRest(900)).toBe(true);
});

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
