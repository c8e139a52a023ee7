import { describe, expect, it } from 'vitest';
import { createForecast } from './forecast.js';

const MB = 1_048_576;

function after(minutes: number, leftAt: (second: number) => number): number | undefined {
  const forecast = createForecast();
  const seconds = minutes * 60;
  for (let s = 0; s <= seconds; s++) forecast.note(s * 1_000, leftAt(s));
  return forecast.timeToZero(leftAt(seconds));
}

describe('forecast', () => {
  it('says when a steady leak meets the limit', () => {
    // 1 MB a second, 480 MB left after two minutes
    expect(after(2, (s) => (600 - s) * MB)).toBeCloseTo(480_000, -3);
  });

  it('reads the trend through collections that give some back', () => {
    const sawtooth = (s: number): number => (1_000 - s + (Math.floor(s / 7) % 2) * 5) * MB;
    const time = after(5, sawtooth) ?? 0;
    expect(time / 1_000).toBeGreaterThan(600);
    expect(time / 1_000).toBeLessThan(800);
  });

  it('says nothing in the first minute, without a trend, or of noise', () => {
    expect(after(0.9, (s) => (600 - s) * MB)).toBeUndefined();
    expect(after(5, () => 100 * MB)).toBeUndefined();
    expect(after(5, (s) => 100 * MB + ((s * 7_919) % 13) * MB)).toBeUndefined();
    expect(after(5, (s) => (100 + s) * MB)).toBeUndefined();
  });

  it('says nothing of a limit that is days away', () => {
    expect(after(5, (s) => 4_096 * MB - s * 10)).toBeUndefined();
  });

  it('is not taken in by one big load', () => {
    expect(after(5, (s) => (s < 150 ? 500 : 300) * MB)).toBeUndefined();
  });
});
