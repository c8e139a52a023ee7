import { expect, it } from 'vitest';
import { createRandom } from './random.js';
import { varianceOfReading } from './simulation.js';

/** Variance of what a clock of 0.1 ms reads of durations, each from anywhere between two of its steps. */
function varianceByClock(duration: () => number): number {
  const { between } = createRandom(7);
  const readings = Array.from(
    { length: 200_000 },
    () => 0.1 * Math.floor((between(0, 0.1) + duration()) / 0.1),
  );
  const mean = readings.reduce((sum, value) => sum + value, 0) / readings.length;
  return readings.reduce((sum, value) => sum + (value - mean) ** 2, 0) / readings.length;
}

it.each([0.001, 0.01, 0.05])('knows how a clock of 0.1 ms scatters on calls of %d ms', (duration) => {
  expect(varianceOfReading(duration, 0.1) / varianceByClock(() => duration)).toBeCloseTo(1, 1);
});

it('knows how it scatters on longer calls, whose fractions are anywhere', () => {
  const { between } = createRandom(9);
  const own = 0.1 ** 2 / 12;
  const found = varianceByClock(() => between(1, 1.1)) - own;
  expect(varianceOfReading(1.05, 0.1) / found).toBeCloseTo(1, 1);
});
