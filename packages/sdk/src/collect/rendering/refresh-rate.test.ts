import { describe, expect, it } from 'vitest';
import { createRefreshRate } from './refresh-rate.js';

function see(times: readonly number[], updates = 1) {
  const refresh = createRefreshRate();
  for (let i = 0; i < updates; i++) {
    for (const time of times) refresh.note(time);
    refresh.update();
  }
  return refresh;
}

const at = (rate: number, count: number): number[] => Array.from({ length: count }, () => 1_000 / rate);

describe('refresh rate', () => {
  it('is not known from a few frames', () => {
    expect(see(at(60, 10)).rate).toBeUndefined();
  });

  it.each([60, 75, 120, 144, 240])('of %i Hz is found', (rate) => {
    expect(see(at(rate, 60)).rate).toBe(rate);
  });

  it('is found on a page that drops three frames of four', () => {
    const times = [...at(20, 20), ...at(30, 20), ...at(15, 20), ...at(60, 15)];
    expect(see(times).rate).toBe(60);
  });

  it('is found through jitter', () => {
    const times = at(60, 60).map((time, i) => time + (i % 3) * 0.2 - 0.2);
    expect(see(times).rate).toBe(60);
  });

  it('stays for minutes where the page gets slow, and rises soon where it was too low', () => {
    const refresh = see(at(30, 60));
    for (let i = 0; i < 5; i++) {
      for (const time of at(60, 120)) refresh.note(time);
      refresh.update();
    }
    expect(refresh.rate).toBe(60);
    for (let i = 0; i < 60; i++) {
      for (const time of at(20, 20)) refresh.note(time);
      refresh.update();
    }
    expect(refresh.rate).toBe(60);
  });
});
