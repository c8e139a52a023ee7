import { expect, it } from 'vitest';
import { createDelayedBaseline } from './delayed-baseline.js';

type Baseline = ReturnType<typeof createDelayedBaseline>;

function learn(baseline: Baseline, level: number): void {
  for (let i = 0; i < 60; i++) baseline.offer(level + 0.001 * (i % 3), true, false);
}

/** A baseline of two levels: of 0 first, then of 1. */
function ofTwoLevels(): Baseline {
  const baseline = createDelayedBaseline(0.01);
  learn(baseline, 0);
  baseline.startAnew(true);
  learn(baseline, 1);
  return baseline;
}

it('forgets a level that it goes back from, as that may have been trouble', () => {
  const baseline = ofTwoLevels();
  baseline.restore(0, false);
  expect(baseline.median).toBeCloseTo(0, 2);
  baseline.restore(1, false);
  expect(baseline.median).toBeCloseTo(0, 2);
});

it('keeps a level that is explained, and comes back to it', () => {
  const baseline = ofTwoLevels();
  baseline.restore(0, true);
  baseline.restore(1, true);
  expect(baseline.median).toBeCloseTo(1, 2);
});

it('learns an explained level anew that it does not know', () => {
  const baseline = createDelayedBaseline(0.01);
  learn(baseline, 0);
  baseline.restore(1, true);
  expect(baseline.ready).toBe(false);
  learn(baseline, 1);
  expect(baseline.median).toBeCloseTo(1, 2);
  baseline.restore(0, true);
  expect(baseline.median).toBeCloseTo(0, 2);
});

it('stays at its level where the page does not come back to the other', () => {
  const baseline = ofTwoLevels();
  baseline.restore(0.9, true);
  expect(baseline.median).toBeCloseTo(1, 2);
});
