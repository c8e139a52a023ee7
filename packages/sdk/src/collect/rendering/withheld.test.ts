import { describe, expect, it } from 'vitest';
import { createWithheld } from './withheld.js';

function start() {
  const clock = { now: 0 };
  return { clock, withheld: createWithheld(() => clock.now) };
}

describe('withheld frames', () => {
  it('are told after two ticks without the frame that was asked for, and count from the request on', () => {
    const { clock, withheld } = start();
    clock.now = 1_000;
    expect(withheld.onTick(0, 200)).toBe(false);
    clock.now = 2_000;
    expect(withheld.onTick(0, 200)).toBe(true);
    clock.now = 2_500;
    withheld.end();
    clock.now = 9_000;
    expect(withheld.total()).toBe(2_300);
    expect(withheld.onTick(0, 8_900)).toBe(false);
  });

  it('are not a thread that was blocked: its frame comes before the next tick', () => {
    const { clock, withheld } = start();
    for (const frames of [0, 1, 0, 1, 0, 1]) {
      clock.now += 5_000;
      expect(withheld.onTick(frames, clock.now - 4_000)).toBe(false);
    }
    expect(withheld.total()).toBe(0);
  });

  it('are not an idle page, which asks for none', () => {
    const { clock, withheld } = start();
    for (let i = 0; i < 5; i++) {
      clock.now += 1_000;
      expect(withheld.onTick(0, undefined)).toBe(false);
    }
    expect(withheld.total()).toBe(0);
  });
});
