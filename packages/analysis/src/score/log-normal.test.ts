import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logNormalScore, weightedScore } from './log-normal.js';

const point = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
const reading = fc.double({ min: 0, max: 1e9, noNaN: true });

describe('logNormalScore', () => {
  it('gives 90 at good and 50 at poor, either way round', () => {
    expect(logNormalScore(200, { good: 200, poor: 500 })).toBeCloseTo(0.9, 6);
    expect(logNormalScore(500, { good: 200, poor: 500 })).toBeCloseTo(0.5, 6);
    expect(logNormalScore(54, { good: 54, poor: 30 })).toBeCloseTo(0.9, 6);
    expect(logNormalScore(30, { good: 54, poor: 30 })).toBeCloseTo(0.5, 6);
  });

  it('gives all for nothing where less is better, and nothing where more is', () => {
    expect(logNormalScore(0, { good: 1, poor: 2 })).toBe(1);
    expect(logNormalScore(0, { good: 2, poor: 1 })).toBe(0);
  });

  it('never rises as a reading worsens, and stays within 0 and 1', () => {
    fc.assert(
      fc.property(point, point, reading, reading, (good, poor, a, b) => {
        fc.pre(good !== poor);
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const [better, worse] = good < poor ? [low, high] : [high, low];
        const scores = [better, worse].map((at) => logNormalScore(at, { good, poor }));
        expect(scores[0]).toBeGreaterThanOrEqual((scores[1] ?? 0) - 2e-7);
        expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
      }),
    );
  });

  it('refuses control points that make no curve', () => {
    expect(() => logNormalScore(1, { good: 1, poor: 1 })).toThrow(RangeError);
    expect(() => logNormalScore(1, { good: 0, poor: 1 })).toThrow(/above 0/);
  });
});

describe('weightedScore', () => {
  it('is absent where nothing has weight, and else between the least and the greatest', () => {
    expect(weightedScore([])).toBeUndefined();
    expect(
      weightedScore([
        { score: 1, weight: 3 },
        { score: 0, weight: 1 },
      ]),
    ).toBe(0.75);
  });
});
