import { describe, expect, it } from 'vitest';
import { formatAge, formatChange, formatParts, formatValue } from './format.js';

describe('formatValue', () => {
  it.each([
    [0, 'ms', '0 ms'],
    [0.0124, 'ms', '12.4 µs'],
    [0.99951, 'ms', '1.00 ms'],
    [16.66, 'ms', '16.7 ms'],
    [1_500, 'ms', '1.50 s'],
    [90_000, 'ms', '1.50 min'],
    [7_200_000, 'ms', '2.00 h'],
    [0, 'bytes', '0 B'],
    [1_023.9, 'bytes', '1.00 KiB'],
    [67_108_864, 'bytes', '64.0 MiB'],
    [0.9312, 'ratio', '93.1 %'],
    [12, 'count', '12'],
    [4_070, 'count', '4.07 k'],
    [60.04, 'frames per second', '60.0 fps'],
    [1_200, 'per second', '1.20 k/s'],
    [212.4, 'ms per second', '212 ms/s'],
    [0.0512, 'score', '0.051'],
  ] as const)('writes %s %s as %s', (value, unit, text) => {
    expect(formatValue(value, unit)).toBe(text);
  });

  it('writes a missing reading as a dash, never as 0', () => {
    expect(formatValue(undefined, 'ms')).toBe('–');
    expect(formatValue(NaN, 'bytes')).toBe('–');
  });

  it('keeps the unit apart from the figure', () => {
    expect(formatParts(1_048_576, 'bytes')).toEqual({ text: '1.00', unit: 'MiB' });
  });
});

describe('formatChange', () => {
  it('writes small changes in per cent, large ones as multiples', () => {
    expect(formatChange(1.124)).toBe('+12 %');
    expect(formatChange(0.7)).toBe('−30 %');
    expect(formatChange(1.001)).toBe('±0 %');
    expect(formatChange(2.3)).toBe('2.30 ×');
  });
});

describe('formatAge', () => {
  it.each([
    [500, 'just now'],
    [45_900, '45 s'],
    [185_000, '3 min'],
    [7_200_000, '2 h'],
    [7_500_000, '2 h 5 min'],
  ])('writes %s ms as %s', (age, text) => {
    expect(formatAge(age)).toBe(text);
  });
});
