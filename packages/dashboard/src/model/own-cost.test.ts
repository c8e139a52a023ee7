import { describe, expect, it } from 'vitest';
import { createOwnCost } from './own-cost.js';

describe('own cost', () => {
  it('is the mean of the last whole seconds', () => {
    let now = 0;
    const cost = createOwnCost(() => now);
    const spend = (ms: number): void => cost.measure(() => void (now += ms));
    for (let second = 0; second < 12; second++) {
      spend(4);
      spend(2);
      now = (second + 1) * 1_000;
    }
    expect(cost.perSecond()).toBeCloseTo(6);
  });

  it('counts nested work once, and work that throws', () => {
    let now = 0;
    const cost = createOwnCost(() => now);
    now = 2_000;
    cost.measure(() => {
      now += 1;
      cost.measure(() => (now += 2));
    });
    expect(() =>
      cost.measure(() => {
        now += 3;
        throw new Error('x');
      }),
    ).toThrow('x');
    now = 11_500;
    expect(cost.perSecond()).toBeCloseTo(0.6);
  });

  it('forgets what is long ago', () => {
    let now = 0;
    const cost = createOwnCost(() => now);
    cost.measure(() => (now += 500));
    now = 60_000;
    expect(cost.perSecond()).toBe(0);
  });

  it('does not guess at the start', () => {
    let now = 0;
    const cost = createOwnCost(() => now);
    cost.measure(() => (now += 300));
    now = 10_900;
    expect(cost.perSecond()).toBeUndefined();
  });
});
