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
