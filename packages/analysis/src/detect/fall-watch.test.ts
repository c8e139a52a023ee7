import { expect, it } from 'vitest';
import { createFallWatch } from './fall-watch.js';

const feed = (watch: ReturnType<typeof createFallWatch>, below: number, times: number): boolean[] =>
  Array.from({ length: times }, () => watch.onReading(below));

it('takes what fell and stays there for a new level, once', () => {
  const watch = createFallWatch(0.1);
  expect(feed(watch, 0.05, 100)).not.toContain(true);
  expect(watch.suspected).toBe(false);
  expect(feed(watch, 0.3, 44)).not.toContain(true);
  expect(watch.suspected).toBe(true);
  expect(watch.onReading(0.3)).toBe(true);
  expect(watch.suspected).toBe(false);
});

it('takes what comes back by itself for none', () => {
  const watch = createFallWatch(0.1);
  for (let saw = 0; saw < 10; saw++) {
    expect(feed(watch, 0.3, 40)).not.toContain(true);
    watch.onReading(0);
  }
});
