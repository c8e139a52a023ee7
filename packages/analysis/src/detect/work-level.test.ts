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

it('takes a page that rests for one that still rests when it comes to another display', () => {
  const keeper = createGateKeeper();
  let second = 0;
  const tick = (fps: number, refreshRate: number): void => {
    second++;
    const wasmCalls = Math.round(10 * fps);
    keeper.onTick({
      timestamp: second * 1_000,
      interval: 1_000,
      visibility: 1,
      wasmCalls,
      wasmTime: wasmCalls / 100,
      fps,
      refreshRate,
    });
  };
  while (second < 200) tick(60, 60);
  while (second < 215) tick(5, 60);
  expect(keeper.gate.idle).toBe(true);
  while (second < 240) {
    tick(5, 120);
    expect(keeper.gate.idle).toBe(true);
  }
  expect(keeper.gate.resting).toBe(true);
  while (second < 250) tick(120, 120);
  expect(keeper.gate.idle).toBe(false);
  // For minutes it is how the page works now, not a rest.
  while (second < 500) tick(8, 120);
  expect(keeper.gate.resting).toBe(false);
});
