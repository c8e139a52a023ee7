import { describe, expect, it } from 'vitest';
import type { Series } from './corpus.js';
import { PROFILES, bestScore, probation, scoreAt } from './score.js';

const series = (windows: Series['windows']): Series => ({
  name: 'made/up.csv',
  times: Array.from({ length: 1_000 }, (_, i) => i * 300_000),
  values: new Array<number>(1_000).fill(0),
  windows,
});

const spikes = (rows: readonly number[]) => {
  const scores = new Float64Array(1_000);
  for (const row of rows) scores[row] = 1;
  return scores;
};

const windows = [
  [300, 399],
  [700, 799],
] as const;

describe('NAB score', () => {
  it('gives 0 to the detector that says nothing, and 100 to the perfect one, in every profile', () => {
    for (const profile of Object.values(PROFILES)) {
      expect(scoreAt([{ series: series(windows), scores: spikes([]) }], profile, 0.5)).toBe(0);
      expect(scoreAt([{ series: series(windows), scores: spikes([300, 700]) }], profile, 0.5)).toBeCloseTo(
        100,
        6,
      );
    }
  });

  it('gives more for an earlier detection, and counts a window once', () => {
    const at = (rows: readonly number[]) =>
      scoreAt([{ series: series(windows), scores: spikes(rows) }], PROFILES.standard, 0.5);
    expect(at([310, 700])).toBeGreaterThan(at([390, 700]));
    expect(at([310, 320, 390, 700])).toBe(at([310, 700]));
    expect(at([700])).toBeCloseTo(50, 6);
  });

  it('takes 0.11 for a false detection far behind a window, less right behind it, and nothing in the probation', () => {
    const at = (rows: readonly number[]) =>
      scoreAt([{ series: series(windows), scores: spikes(rows) }], PROFILES.standard, 0.5);
    expect(probation(1_000)).toBe(150);
    expect(100 - at([200, 300, 700])).toBeCloseTo((100 * 0.11) / 4, 6);
    expect(100 - at([300, 402, 700])).toBeLessThan((100 * 0.11) / 4 / 2);
    expect(at([100, 300, 700])).toBeCloseTo(100, 6);
  });

  it('finds the best threshold by itself', () => {
    const scores = spikes([300, 700]);
    for (let row = 150; row < 1_000; row += 7) scores[row] = Math.max(scores[row] ?? 0, 0.3);
    expect(bestScore([{ series: series(windows), scores }], PROFILES.standard)).toMatchObject({
      threshold: 1,
    });
  });
});
