import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBucketLookup } from './bucket-lookup.js';
import { bucketIndex, bucketUpperBound } from './histogram.js';

describe.each([0, 3, 4, 6])('the lookup of buckets at scale %i', (scale) => {
  const lookUp = createBucketLookup(scale);

  it('agrees with the logarithm, but for its rounding at the very bound', () => {
    fc.assert(
      fc.property(fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true }), (value) => {
        const index = lookUp(value);
        if (index === bucketIndex(value, scale)) return;
        const bound = bucketUpperBound(Math.min(index, bucketIndex(value, scale)), scale);
        expect(Math.abs(value / bound - 1)).toBeLessThan(1e-12);
      }),
      { numRuns: 2_000 },
    );
  });

  it('puts powers of two at the upper bound of their bucket, as the bounds include it', () => {
    for (let power = -40; power <= 40; power++) {
      expect(lookUp(2 ** power)).toBe(power * 2 ** scale - 1);
      expect(lookUp(2 ** power * (1 + 2 ** -40))).toBe(power * 2 ** scale);
    }
  });

  it('never falls as values rise', () => {
    let last = -Infinity;
    for (let value = 0.001; value < 3; value *= 1.0003) {
      const index = lookUp(value);
      expect(index).toBeGreaterThanOrEqual(last);
      last = index;
    }
  });
});
