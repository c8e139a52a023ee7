import { expect, it } from 'vitest';
import { createGateKeeper } from './gate-keeper.js';
import { createJankRule } from './jank-rule.js';

/** Whether long frames, by the second after five smooth minutes, raise an alarm. */
function alarms(longFrames: readonly number[]): boolean {
  const rule = createJankRule();
  let alarmed = false;
  for (let second = 0; second < 340; second++) {
    const now = second * 1_000;
    const tick = {
      timestamp: now,
      interval: 1_000,
      visibility: 1,
      longFrames: longFrames[second - 300] ?? 0,
    };
    alarmed = rule.step(tick, { ...createGateKeeper().gate, now, warm: true }) || alarmed;
  }
  return alarmed;
}

it('tells of long frames in every other second', () => {
  expect(alarms(Array.from({ length: 30 }, (_, second) => (second % 2 === 0 ? 2 : 0)))).toBe(true);
});

it('says nothing of one hiccup and a few more long frames', () => {
  expect(alarms([2, 2, 1, 2, 0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 1, 0, 0, 1])).toBe(false);
});
