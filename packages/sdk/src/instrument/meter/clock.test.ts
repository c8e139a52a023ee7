import { describe, expect, it } from 'vitest';
import { createClock } from './clock.js';

/** A clock that gives these readings, and the last one plus `step` for ever after. */
const clockOf = (readings: readonly number[], step: number) => {
  let index = 0;
  let last = 0;
  return {
    now: () => {
      last = index < readings.length ? (readings[index] ?? 0) : last + step;
      index += 1;
      return last;
    },
  };
};

describe('createClock', () => {
  it('takes the smallest difference between two readings as the step', () => {
    expect(createClock(clockOf([5, 5, 5, 5.1, 5.1, 5.2, 5.2, 5.3, 5.3, 5.4], 0.1)).resolution).toBe(0.1);
  });

  it('is not misled by a pause of the whole machine in its first readings', () => {
    expect(createClock(clockOf([5, 5, 7.2, 7.2, 7.2, 7.3, 7.3, 7.4], 0.1)).resolution).toBe(0.1);
  });

  it('calls a clock without a visible step exact', () => {
    expect(createClock(clockOf([5], 0.00005)).resolution).toBe(0);
  });

  it('ends where the clock stands still', () => {
    expect(createClock({ now: () => 5 }).resolution).toBe(0);
  });
});
