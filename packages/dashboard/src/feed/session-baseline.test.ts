import { describe, expect, it } from 'vitest';
import { sessionBaseline } from './session-baseline.js';

describe('sessionBaseline', () => {
  it('does not guess from a few readings', () => {
    expect(sessionBaseline(Array.from({ length: 11 }, () => 5))).toBeUndefined();
  });

  it('is the median and a spread that an outlier does not move', () => {
    const values = [9, 10, 10, 11, 10, 9, 11, 10, 12, 8, 10, 10];
    const calm = sessionBaseline(values);
    const wild = sessionBaseline([...values, 5_000]);
    expect(calm).toMatchObject({ median: 10, samples: 12, source: 'session' });
    expect(wild?.median).toBe(10);
    expect(wild?.spread).toBeLessThan(2);
  });
});
