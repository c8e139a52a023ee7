import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../correlation/random.js';
import { medianOf, quantileOfSorted } from './order-statistics.js';
import { segmentSeries } from './segments.js';
import { theilSen } from './theil-sen.js';

function normals(seed: number) {
  const random = createRandom(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const steps = (n: number) => Array.from({ length: n }, (_, i) => i);
const readings = fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { maxLength: 120 });

describe('theilSen', () => {
  it('finds a slope through noise and outliers, with an interval that holds it', () => {
    const normal = normals(3);
    const x = steps(80);
    const y = x.map((at, i) => 5 + 0.5 * at + normal() + (i % 7 === 0 ? 300 : 0));
    const fit = theilSen(x, y);
    expect(fit?.slope).toBeCloseTo(0.5, 1);
    expect(fit?.low).toBeLessThanOrEqual(0.5);
    expect(fit?.high).toBeGreaterThanOrEqual(0.5);
    expect(fit?.low).toBeGreaterThan(0);
  });

  it('holds 0 in its interval for noise that remembers, in at least 90 % of series', () => {
    let held = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const normal = normals(seed);
      let value = 0;
      const y = steps(60).map(() => (value = 0.6 * value + normal()));
      const fit = theilSen(steps(60), y);
      if (fit && fit.low <= 0 && fit.high >= 0) held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(90);
  });

  it('says nothing of fewer than five points, or of points at one time', () => {
    expect(theilSen([1, 2, 3, 4], [1, 2, 3, 4])).toBeUndefined();
    expect(theilSen([1, 1, 1, 1, 1], [1, 2, 3, 4, 5])).toBeUndefined();
  });

  it('is finite and ordered for any readings', () => {
    fc.assert(
      fc.property(readings, (y) => {
        const fit = theilSen(steps(y.length), y);
        if (!fit) return;
        expect([fit.slope, fit.low, fit.high, fit.intercept].every(Number.isFinite)).toBe(true);
        expect(fit.low).toBeLessThanOrEqual(fit.slope);
        expect(fit.slope).toBeLessThanOrEqual(fit.high);
      }),
    );
  });
});

describe('segmentSeries', () => {
  it('finds where a level changed', () => {
    const normal = normals(5);
    const values = steps(60).map((i) => (i < 25 ? 10 : 14) + 0.5 * normal());
    const segments = segmentSeries(steps(60), values);
    expect(segments).toHaveLength(2);
    expect(Math.abs((segments[1]?.start ?? 0) - 25)).toBeLessThanOrEqual(1);
    expect(segments[1]?.level).toBeCloseTo(14, 0);
  });

  it('finds where a line bent', () => {
    const normal = normals(6);
    const values = steps(80).map((i) => 100 + Math.max(0, i - 40) * 2 + normal());
    const segments = segmentSeries(steps(80), values, { model: 'line' });
    expect(segments).toHaveLength(2);
    expect(Math.abs((segments[1]?.start ?? 0) - 40)).toBeLessThanOrEqual(5);
  });

  it('finds where a level turns into a steep line, although half of the steps are as high as that', () => {
    const values = Array.from({ length: 31 }, (_, i) => 8.5 + Math.max(0, i - 10) * 4);
    const found = segmentSeries(
      values.map((_, i) => i),
      values,
      { model: 'line', minLength: 6, minNoise: 0.06 },
    );
    expect(found[0]).toMatchObject({ start: 0 });
    expect(Math.abs((found[0]?.end ?? 0) - 10)).toBeLessThanOrEqual(1);
  });

  it('keeps a single spike, a constant, and most noise in one segment', () => {
    const spiked = steps(40).map((i) => (i === 20 ? 500 : 10 + (i % 3)));
    expect(segmentSeries(steps(40), spiked)).toHaveLength(1);
    expect(
      segmentSeries(
        steps(40),
        steps(40).map(() => 7),
      ),
    ).toHaveLength(1);
    let split = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const normal = normals(seed);
      let value = 0;
      const noise = steps(60).map(() => (value = 0.5 * value + normal()));
      if (segmentSeries(steps(60), noise).length > 1) split += 1;
    }
    expect(split).toBeLessThanOrEqual(15);
  });

  it('covers every reading once, in order, for any readings', () => {
    fc.assert(
      fc.property(readings, fc.constantFrom('level' as const, 'line' as const), (values, model) => {
        const segments = segmentSeries(steps(values.length), values, { model });
        const covered = segments.flatMap(({ start, end }) => steps(end - start).map((i) => start + i));
        expect(covered).toEqual(steps(values.length));
        expect(segments.every(({ level }) => Number.isFinite(level))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe('order statistics', () => {
  it('interpolates quantiles, and has none without values', () => {
    expect(quantileOfSorted([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantileOfSorted([], 0.5)).toBeUndefined();
    expect(medianOf([NaN, 3, Infinity, 1])).toBe(2);
  });
});
