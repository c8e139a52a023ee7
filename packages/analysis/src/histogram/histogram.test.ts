import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bucketIndex,
  bucketUpperBound,
  createHistogram,
  mergeHistograms,
  quantile,
  shareBelow,
} from './histogram.js';

const filled = (values: readonly number[]) => {
  const histogram = createHistogram();
  for (const value of values) histogram.record(value);
  return histogram.take();
};

const durations = fc.array(fc.double({ min: 1e-4, max: 1e5, noNaN: true }), { minLength: 1, maxLength: 200 });

describe('histogram', () => {
  it('keeps every value within its bucket', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (value) => {
        const index = bucketIndex(value, 4);
        expect(value).toBeLessThanOrEqual(bucketUpperBound(index, 4) * (1 + 1e-12));
        expect(value).toBeGreaterThan(bucketUpperBound(index - 1, 4) * (1 - 1e-12));
      }),
    );
  });

  it('merges exactly: the merge of parts is the histogram of the whole', () => {
    fc.assert(
      fc.property(durations, durations, (a, b) => {
        const merged = mergeHistograms([filled(a), filled(b)]);
        const whole = filled([...a, ...b]);
        expect({ ...merged, sum: 0 }).toEqual({ ...whole, sum: 0 });
        expect(merged.sum).toBeCloseTo(whole.sum, 3);
      }),
    );
  });

  it('gives quantiles within one bucket of the exact ones', () => {
    fc.assert(
      fc.property(durations, fc.constantFrom(0.5, 0.95, 0.99), (values, q) => {
        const sorted = [...values].sort((x, y) => x - y);
        const exact = sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0;
        const estimate = quantile(filled(values), q) ?? NaN;
        expect(Math.abs(Math.log2(estimate / exact))).toBeLessThanOrEqual(1 / 16 + 1e-9);
      }),
    );
  });

  it('has no quantile when it is empty, and counts weights', () => {
    expect(quantile(filled([]), 0.5)).toBeUndefined();
    const histogram = createHistogram();
    histogram.record(2, 10);
    histogram.record(NaN);
    expect(histogram.take()).toMatchObject({ count: 10, sum: 20, min: 2, max: 2 });
  });

  it('gives the share of values below one within one bucket of the exact share', () => {
    fc.assert(
      fc.property(durations, fc.double({ min: 0.001, max: 1e5, noNaN: true }), (values, value) => {
        const share = shareBelow(filled(values), value) ?? NaN;
        const width = 2 ** (1 / 16) * (1 + 1e-9);
        const count = (limit: number): number => values.filter((one) => one < limit).length / values.length;
        expect(share).toBeGreaterThanOrEqual(count(value / width) - 1e-9);
        expect(share).toBeLessThanOrEqual(count(value * width) + 1e-9);
      }),
    );
    expect(shareBelow(filled([]), 1)).toBeUndefined();
    expect(shareBelow(filled([60, 60, 60]), 60)).toBe(0.5);
  });
});
