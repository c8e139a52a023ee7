import { expect, it } from 'vitest';
import { createCoupling } from './coupling.js';

/** Noise of this size around 0, the same each time. */
function createNoise(size: number): () => number {
  let state = 12_345;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return size * (state / 1_073_741_824 - 1);
  };
}

it('learns that calls follow frames, though full frames lose some to more work now and then', () => {
  const coupling = createCoupling();
  const noise = createNoise(0.02);
  for (let tick = 0; tick < 400; tick++) {
    const isBusy = tick % 40 >= 20;
    const frames = Math.log(60) + noise() - (isBusy ? 0.3 : 0);
    coupling.learn(Math.log(240) + frames - Math.log(60) + noise() + (isBusy ? 0.5 : 0), frames);
  }
  expect(coupling.slope()).toBeGreaterThan(0.7);
});

it('learns that they do not, where the work runs beside the frames', () => {
  const coupling = createCoupling();
  const noise = createNoise(0.02);
  for (let tick = 0; tick < 400; tick++) coupling.learn(Math.log(240) + noise(), Math.log(60) + noise());
  expect(coupling.slope()).toBeLessThan(0.3);
});
