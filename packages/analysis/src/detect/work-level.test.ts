import { expect, it } from 'vitest';
import { createGateKeeper } from './gate-keeper.js';

it('sees the work change again while it still learns the level before', () => {
  const keeper = createGateKeeper();
  let second = 0;
  const tick = (wasmCalls: number): void => {
    second++;
    keeper.onTick({
      timestamp: second * 1_000,
      interval: 1_000,
      visibility: 1,
      wasmCalls,
      wasmTime: wasmCalls / 100,
      fps: 60,
      refreshRate: 60,
    });
  };
  while (second < 120) tick(1_000);
  while (keeper.gate.workEvent !== 'accept' && second < 300) tick(2_000);
  expect(keeper.gate.workEvent).toBe('accept');
  for (let i = 0; i < 10; i++) tick(2_000);
  expect(keeper.gate.workEdge).toBe(false);
  for (let i = 0; i < 5; i++) tick(4_000);
  expect(keeper.gate.workEdge).toBe(true);
  expect(keeper.gate.workStep).toBeCloseTo(Math.log(2), 1);
});
