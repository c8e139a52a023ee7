import { describe, expect, it } from 'vitest';
import { compareLevels, compareShares } from './compare.js';
import { normalQuantile, studentQuantile } from './student.js';
import { createNoise, createRandom } from './testing/noisy-ticks.js';

describe('quantiles', () => {
  it('agrees with the tables', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.96, 2);
    expect(normalQuantile(0.025)).toBeCloseTo(-1.96, 2);
    expect(studentQuantile(0.975, 2)).toBeCloseTo(4.303, 2);
    expect(studentQuantile(0.975, 5)).toBeCloseTo(2.571, 1);
    expect(studentQuantile(0.975, 10)).toBeCloseTo(2.228, 2);
    expect(studentQuantile(0.995, 8)).toBeCloseTo(3.355, 1);
  });
});

describe('compareLevels', () => {
  it('is absent with fewer than five readings on a side', () => {
    expect(compareLevels([1, 2, 3, 4], [1, 2, 3, 4, 5], 0.95)).toBeUndefined();
    expect(compareLevels([1, 2, 3, 4, 5], [], 0.95)).toBeUndefined();
  });

  it('does not take a frame more or less of a constant rate for a change', () => {
    const found = compareLevels([60, 60, 60, 60, 60, 60], [60, 59, 60, 60, 59, 60], 0.95);
    expect(found?.low).toBeLessThan(0);
    expect(found?.high).toBeGreaterThan(0);
  });

  it.each([0, 0.5, 0.8])('holds the truth in 95 %% of its intervals, at a correlation of %f', (rho) => {
    let held = 0;
    const runs = 500;
    for (let seed = 0; seed < runs; seed++) {
      const noise = createNoise(createRandom(seed), rho);
      const draw = (level: number, n: number) => Array.from({ length: n }, () => level + noise());
      const found = compareLevels(draw(100, 20), draw(105, 12), 0.95);
      if (found && found.low <= 5 && found.high >= 5) held += 1;
    }
    expect(held / runs).toBeGreaterThan(0.93);
  });

  it('does not move by one outlier', () => {
    const clean = compareLevels([10, 11, 10, 11, 10, 11], [20, 21, 20, 21, 20, 21], 0.95);
    const dirty = compareLevels([10, 11, 10, 11, 10, 900], [20, 21, 20, 21, 20, 21], 0.95);
    expect(dirty?.difference).toBeCloseTo(clean?.difference ?? NaN, 0);
  });
});

describe('compareShares', () => {
  it('compares pooled shares, and is unsure of bursts', () => {
    const steady = Array.from({ length: 10 }, () => ({ hits: 9, tries: 10 }));
    const fewer = Array.from({ length: 10 }, () => ({ hits: 4, tries: 10 }));
    const bursts = Array.from({ length: 10 }, (_, i) => ({ hits: i < 4 ? 10 : 0, tries: 10 }));
    const plain = compareShares(steady, fewer, 0.95);
    const clustered = compareShares(steady, bursts, 0.95);
    expect(plain).toMatchObject({ before: 0.9, after: 0.4 });
    expect(plain?.high).toBeLessThan(-0.35);
    expect((clustered?.high ?? 0) - (clustered?.low ?? 0)).toBeGreaterThan(
      2 * ((plain?.high ?? 0) - (plain?.low ?? 0)),
    );
  });

  it('is absent where nothing was tried', () => {
    const none = Array.from({ length: 10 }, () => ({ hits: 0, tries: 0 }));
    expect(compareShares(none, none, 0.95)).toBeUndefined();
  });
});
