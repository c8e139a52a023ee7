import { expect, it } from 'vitest';
import { createGateKeeper } from './gate-keeper.js';

it('lets memory settle for longer after a load than speed', () => {
  const { gate, onTick } = createGateKeeper();
  const after = { muted: 0, loading: 0 };
  for (let second = 1; second < 240; second++) {
    const loading = second >= 200 && second < 205;
    onTick({ timestamp: second * 1_000, interval: 1_000, visibility: 1, loading });
    if (second < 205) continue;
    if (gate.muted) after.muted++;
    if (gate.loading) after.loading++;
  }
  expect(after).toEqual({ muted: 6, loading: 11 });
});

it('takes a few requests that no cache can answer for content, and for no reason not to judge the network', () => {
  const { gate, onTick } = createGateKeeper();
  const seen = { muted: 0, loading: 0 };
  for (let second = 1; second < 240; second++) {
    const isLoad = second >= 200 && second < 204;
    const requests = 6 + (second % 3) + (isLoad ? 4 : 0);
    const cacheHits = isLoad ? 3 : requests - (second % 4 === 0 ? 1 : 0);
    onTick({ timestamp: second * 1_000, interval: 1_000, visibility: 1, requests, cacheHits });
    if (gate.muted) seen.muted++;
    if (gate.loading) seen.loading++;
  }
  expect(seen.muted).toBe(0);
  expect(seen.loading).toBeGreaterThan(10);
});
