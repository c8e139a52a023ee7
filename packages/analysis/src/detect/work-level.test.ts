import { expect, it } from 'vitest';
import { createGateKeeper } from './gate-keeper.js';

function start() {
  const keeper = createGateKeeper();
  const page = { second: 0 };
  const tick = (wasmCalls: number, fps = 60, refreshRate = 60): void => {
    page.second++;
    const rendering = { fps, refreshRate };
    const wasm = { wasmCalls, wasmTime: wasmCalls / 100 };
    keeper.onTick({ timestamp: page.second * 1_000, interval: 1_000, visibility: 1, ...wasm, ...rendering });
  };
  return { gate: keeper.gate, page, tick };
}

it('sees the work change again while it still learns the level before', () => {
  const { gate, page, tick } = start();
  while (page.second < 120) tick(1_000);
  while (gate.workEvent !== 'accept' && page.second < 300) tick(2_000);
  expect(gate.workEvent).toBe('accept');
  for (let i = 0; i < 10; i++) tick(2_000);
  expect(gate.workEdge).toBe(false);
  for (let i = 0; i < 5; i++) tick(4_000);
  expect(gate.workEdge).toBe(true);
  expect(gate.workStep).toBeCloseTo(Math.log(2), 1);
});

it('takes a page that rests for one that still rests when it comes to another display', () => {
  const { gate, page, tick } = start();
  const draw = (fps: number, refreshRate: number): void => tick(10 * fps, fps, refreshRate);
  while (page.second < 200) draw(60, 60);
  while (page.second < 215) draw(5, 60);
  expect(gate.idle).toBe(true);
  while (page.second < 240) {
    draw(5, 120);
    expect(gate.idle).toBe(true);
  }
  expect(gate.resting).toBe(true);
  while (page.second < 250) draw(120, 120);
  expect(gate.idle).toBe(false);
  // For minutes it is how the page works now, not a rest.
  while (page.second < 500) draw(8, 120);
  expect(gate.resting).toBe(false);
});

it('sees that the work changed just before its level was known', () => {
  const { gate, page, tick } = start();
  while (page.second < 54) tick(1_000);
  let step = 0;
  while (page.second < 70) {
    tick(2_000);
    if (gate.workEdge) step = gate.workStep;
  }
  expect(step).toBeCloseTo(Math.log(2), 1);
});
