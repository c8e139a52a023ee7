import type { Tick } from '@wasm-vitals/protocol';
import { expect, it } from 'vitest';
import { createFrameShare } from './frame-share.js';
import type { Gate } from './gate.js';

/** A page whose frames each take `cost(second)` ms of WebAssembly, by `calls` calls. */
function watch(
  seconds: number,
  cost: (second: number) => number,
  { fps = 30, calls = 10, usualCalls = 10 } = {},
): Gate {
  const share = createFrameShare();
  const gate = { refreshRate: 60, frameShare: 0, frameShareNow: 0, workNow: 0, idle: false } as Gate;
  for (let second = 0; second < seconds; second++) {
    const wasm = { wasmCalls: calls * fps, wasmTime: cost(second) * fps };
    const tick: Tick = {
      timestamp: second * 1_000,
      interval: 1_000,
      visibility: 1,
      fps,
      refreshRate: 60,
      ...wasm,
    };
    share.onTick(tick, gate, true, usualCalls);
    if (second < 100) share.learn(gate);
  }
  return gate;
}

it('takes the scatter of what frames are full of for no more work, and what is beyond it for some', () => {
  const scatter = (second: number): number => 12 * (1 + 0.15 * Math.sin(0.2 * second));
  expect(watch(131, scatter).frameShareNow).toBeLessThan(0.02);
  const more = watch(131, (second) => scatter(second) * (second >= 110 ? 1.4 : 1));
  expect(more.frameShareNow).toBeGreaterThan(Math.log(1.2));
  expect(more.frameShare).toBeGreaterThan(0.9);
});

it('knows that no frame waits for what takes more time than one thread has', () => {
  expect(watch(60, () => 35).frameShare).toBe(0);
  expect(watch(60, () => 30).frameShare).toBeGreaterThan(1);
});

it('knows that no frame waits for calls that are usually fewer than the frames', () => {
  expect(watch(60, () => 12, { calls: 1, usualCalls: 0.4 }).frameShare).toBe(0);
  expect(watch(60, () => 12, { calls: 0.4, usualCalls: 1 }).frameShare).toBe(0);
  expect(watch(60, () => 12, { calls: 1, usualCalls: 1 }).frameShare).toBeGreaterThan(0);
});
