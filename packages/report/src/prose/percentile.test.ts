import { describe, expect, it } from 'vitest';
import { formatPercentile } from './quantity.js';

describe('formatPercentile', () => {
  it('never says 0 of what the clock could not read', () => {
    expect(formatPercentile(0, 0.1)).toBe('≤ 0.1 ms');
    expect(formatPercentile(0.25, 0.1)).toBe('0.25 ms');
    expect(formatPercentile(0.25)).toBe('0.25 ms');
  });
});
