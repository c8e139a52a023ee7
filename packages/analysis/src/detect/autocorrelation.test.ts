import { expect, it } from 'vitest';
import { createAutocorrelation } from './autocorrelation.js';

function learnt(reading: (i: number) => number, follows = true) {
  const correlation = createAutocorrelation();
  for (let i = 0; i < 1_000; i++) correlation.learn(reading(i), follows);
  return correlation;
}

it('is high where each reading is like the one before, and none where they alternate', () => {
  expect(learnt((i) => Math.sin(i / 10)).aboutMean()).toBeGreaterThan(0.85);
  expect(learnt((i) => (-1) ** i).aboutMean()).toBe(0);
});

it('takes a level that is off for no correlation about the mean, and for one about zero', () => {
  const off = (i: number): number => 3 + (-1) ** i;
  expect(learnt(off).aboutMean()).toBe(0);
  expect(learnt(off).aboutZero()).toBeGreaterThan(0.7);
  // Where the mean is not followed, it is zero.
  expect(learnt(off, false).aboutMean()).toBeGreaterThan(0.7);
});

it('takes a middle where readings never change', () => {
  expect(learnt(() => 0).aboutMean()).toBe(0.5);
});
