import { expect, it } from 'vitest';
import { createBurstWatch } from './burst.js';

/** Seconds in which requests burst, where a page usually makes four a second, more or less. */
function bursts(extra: (second: number) => number): number[] {
  const watch = createBurstWatch();
  const seconds: number[] = [];
  for (let second = 0; second < 300; second++) {
    const requests = Math.round(4 + 2.5 * Math.sin(second * 2.4) + extra(second));
    if (watch.onTick(requests, false)) seconds.push(second);
  }
  return seconds;
}

it('takes a few seconds of more requests, as chance brings them, for no load', () => {
  expect(bursts((second) => (second >= 200 && second < 205 ? 4.5 : 0))).toEqual([]);
});

it('sees a load within two seconds', () => {
  const seconds = bursts((second) => (second >= 200 && second < 206 ? 20 : 0));
  expect(seconds[0]).toBeGreaterThanOrEqual(200);
  expect(seconds[0]).toBeLessThan(202);
});
