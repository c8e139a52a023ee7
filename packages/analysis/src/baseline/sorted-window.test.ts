import { expect, it } from 'vitest';
import { createSortedWindow } from './sorted-window.js';

it('holds the newest readings sorted, whatever order they come in', () => {
  const capacity = 7;
  const window = createSortedWindow(capacity);
  const all: number[] = [];
  for (let i = 0; i < 200; i++) {
    // Equal readings too.
    all.push(Math.round(5 * Math.sin(i * i)));
    window.push(all.at(-1) ?? NaN);
    const kept = all.slice(-capacity).sort((a, b) => a - b);
    expect(window.size).toBe(kept.length);
    const last = Math.max(1, kept.length - 1);
    for (const [index, value] of kept.entries()) expect(window.quantile(index / last)).toBeCloseTo(value, 9);
  }
});
