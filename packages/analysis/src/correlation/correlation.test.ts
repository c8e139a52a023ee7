import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockBootstrap } from './block-bootstrap.js';
import { adjustForMany, bestOf, twoSidedP } from './many-comparisons.js';
import { createRandom } from './random.js';
import { effectiveSize, ranksOf, spearman } from './rank-correlation.js';
import { relate } from './relate.js';

function noise(seed: number, n: number, rho = 0): number[] {
  const random = createRandom(seed);
  let value = 0;
  return Array.from({ length: n }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return (value = rho * value + Math.sqrt(1 - rho * rho) * normal);
  });
}

describe('rank correlation', () => {
  it('shares ranks among equal values', () => {
    expect(ranksOf([10, 20, 20, 5])).toEqual([2, 3.5, 3.5, 1]);
  });

  it('is 1 for anything that rises together, and absent for constants', () => {
    expect(spearman([1, 2, 3, 4], [1, 10, 100, 1_000])).toBeCloseTo(1, 12);
    expect(spearman([1, 2, 3, 4], [4, 3, 2, 1])).toBeCloseTo(-1, 12);
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeUndefined();
  });

  it('stays within −1 and 1, and does not change under a rising transformation', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer(), fc.integer()), { minLength: 3, maxLength: 60 }),
        (pairs) => {
          const x = pairs.map(([a]) => a);
          const y = pairs.map(([, b]) => b);
          const rho = spearman(x, y);
          if (rho === undefined) return;
          expect(Math.abs(rho)).toBeLessThanOrEqual(1);
          expect(
            spearman(
              x.map((a) => 3 * a + 1),
              y,
            ),
          ).toBeCloseTo(rho, 10);
        },
      ),
    );
  });

  it('counts autocorrelated pairs for less', () => {
    const independent = effectiveSize(noise(1, 500), noise(2, 500));
    const remembering = effectiveSize(noise(1, 500, 0.9), noise(2, 500, 0.9));
    expect(independent).toBeGreaterThan(400);
    expect(remembering).toBeLessThan(200);
  });
});

describe('many comparisons', () => {
  it('knows the normal tails', () => {
    expect(twoSidedP(1.959964)).toBeCloseTo(0.05, 5);
    expect(twoSidedP(0)).toBeCloseTo(1, 6);
  });

  it('adjusts as Benjamini and Hochberg do', () => {
    expect(adjustForMany([0.01, 0.04, 0.03, 0.5]).map((p) => Number(p.toFixed(4)))).toEqual([
      0.04, 0.0533, 0.0533, 0.5,
    ]);
    expect(adjustForMany([])).toEqual([]);
  });

  it('charges for each look', () => {
    expect(bestOf(0.01, 5)).toBeCloseTo(1 - 0.99 ** 5, 12);
    expect(bestOf(1e-15, 3)).toBeCloseTo(3e-15, 18);
  });
});

describe('blockBootstrap', () => {
  it('gives an interval around the mean, wider where rows remember', () => {
    const width = (rho: number, blockLength: number) => {
      const values = noise(7, 400, rho);
      const mean = (rows: readonly number[]) =>
        rows.reduce((sum, row) => sum + (values[row] ?? 0) / rows.length, 0);
      const interval = blockBootstrap([400], mean, { random: createRandom(1), blockLength });
      return interval ? interval.high - interval.low : 0;
    };
    expect(width(0, 1)).toBeGreaterThan(0.12);
    expect(width(0, 1)).toBeLessThan(0.28);
    expect(width(0.9, 40)).toBeGreaterThan(2 * width(0, 1));
  });
});

describe('relate', () => {
  const variable = (id: string, ...sessions: readonly (readonly (number | undefined)[])[]) => ({
    id,
    sessions,
  });

  it('finds an effect that follows, with its window, way and size', () => {
    const driver = noise(11, 400, 0.5);
    const random = createRandom(12);
    const outcome = driver.map((_, i) => ((driver[i - 1] ?? 0) > 1 ? 2 : 6) + random());
    const { found, tested } = relate({
      drivers: [variable('d', driver)],
      outcomes: [variable('o', outcome)],
    });
    expect(tested).toBe(1);
    expect(found[0]).toMatchObject({ driver: 'd', outcome: 'o', window: { from: 1, to: 2 } });
    expect(found[0]?.correlation).toBeLessThan(-0.3);
    expect(found[0]?.effect?.ratio).toBeLessThan(0.9);
  });

  it('does not take a difference between sessions for a relation within them', () => {
    const sessions = [0, 1, 2, 3, 4, 5].map((i) => ({
      driver: noise(20 + i, 60).map((value) => value + 10 * i),
      outcome: noise(40 + i, 60).map((value) => value + 10 * i),
    }));
    const { found } = relate({
      drivers: [variable('d', ...sessions.map(({ driver }) => driver))],
      outcomes: [variable('o', ...sessions.map(({ outcome }) => outcome))],
    });
    expect(found).toEqual([]);
  });

  it('tests nothing where readings are absent, constant or few', () => {
    const absent = Array.from({ length: 100 }, () => undefined);
    const constant = Array.from({ length: 100 }, () => 1);
    const result = relate({
      drivers: [variable('d', noise(1, 100)), variable('short', noise(2, 10))],
      outcomes: [variable('absent', absent), variable('constant', constant)],
    });
    expect(result).toEqual({ found: [], tested: 0 });
  });

  it('gives the same for the same seed', () => {
    const driver = noise(11, 200);
    const input = {
      drivers: [variable('d', driver)],
      outcomes: [
        variable(
          'o',
          driver.map((value) => value + 0.1),
        ),
      ],
    };
    expect(relate(input)).toEqual(relate(input));
    expect(relate(input).found).toHaveLength(1);
  });
});

it('takes no drift for a relation: memory that fills while people tire', () => {
  const random = createRandom(3);
  const rows = Array.from({ length: 400 }, (_, i) => i);
  const memory = rows.map((i) => i + 40 * random());
  const clicks = rows.map((i) => 500 - i + 40 * random());
  const { found } = relate({
    drivers: [{ id: 'memory', sessions: [memory] }],
    outcomes: [{ id: 'clicks', sessions: [clicks] }],
  });
  expect(found).toEqual([]);
  const follows = relate({
    drivers: [{ id: 'memory', sessions: [memory] }],
    outcomes: [{ id: 'clicks', sessions: [memory.map((value) => -value + random())] }],
  });
  expect(follows.found).toHaveLength(1);
});
