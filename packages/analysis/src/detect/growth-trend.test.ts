import { describe, expect, it } from 'vitest';
import { createGrowthTrend } from './growth-trend.js';

const SPREAD = 0.01;
/** Scatter of ±0.01 that repeats. */
const scatter = (i: number): number => 0.01 * Math.sin(7 * i);

/** The trend after a level every five seconds. */
function trendOf(n: number, level: (i: number) => number, breakAfter?: number) {
  const trend = createGrowthTrend({ least: Math.log(1.08) });
  for (let i = 0; i < n; i++) {
    trend.push(level(i) + scatter(i), i * 5_000);
    if (i === breakAfter) trend.breakAt(i * 5_000);
  }
  return trend;
}

describe('createGrowthTrend', () => {
  it('sees steady growth, by how much and since when', () => {
    const found = trendOf(12, (i) => 0.02 * i).look(SPREAD);
    expect(found?.grown).toBeGreaterThan(0.08);
    expect(found?.since).toBeLessThan(40_000);
  });

  it('says nothing of scatter, of too little, and of too few', () => {
    expect(trendOf(40, () => 0).look(SPREAD)).toBeUndefined();
    expect(trendOf(24, (i) => 0.002 * i).look(SPREAD)).toBeUndefined();
    expect(trendOf(3, (i) => 0.1 * i).look(SPREAD)).toBeUndefined();
  });

  it('takes a step for no trend, even where a level lies on its way', () => {
    for (const n of [6, 8, 11, 16]) {
      const middle = n >> 1;
      expect(trendOf(n, (i) => (i < middle ? 0 : 0.3)).look(SPREAD)).toBeUndefined();
      expect(trendOf(n, (i) => (i < middle ? 0 : i === middle ? 0.15 : 0.3)).look(SPREAD)).toBeUndefined();
    }
  });

  it('goes on over a break, whatever was gained or lost there', () => {
    for (const gained of [0.4, -0.4]) {
      const found = trendOf(16, (i) => 0.02 * i + (i > 7 ? gained : 0), 7).look(SPREAD);
      expect(found?.grown).toBeGreaterThanOrEqual(Math.log(1.08));
      expect(found?.grown).toBeLessThan(0.3);
    }
  });

  it('takes what was gained at a break for no growth', () => {
    expect(trendOf(16, (i) => (i > 7 ? 0.4 : 0), 7).look(SPREAD)).toBeUndefined();
  });

  it('believes the scatter that it sees where it is more than the usual one', () => {
    const trend = createGrowthTrend({ least: Math.log(1.08) });
    for (let i = 0; i < 8; i++) trend.push(0.02 * i + (i % 2 === 0 ? 0.08 : -0.08), i * 5_000);
    expect(trend.look(SPREAD)).toBeUndefined();
  });
});
