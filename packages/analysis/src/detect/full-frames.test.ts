import { expect, it } from 'vitest';
import type { Gate } from './gate.js';
import { isFull, lostToWork } from './full-frames.js';

const gate = (extra: Partial<Gate>): Gate =>
  ({ refreshRate: 60, frameShare: 0.9, frameShareNow: 0, workNow: Math.log(1.2), ...extra }) as Gate;

it('excuses half of the frame rate where full frames got a little more to do', () => {
  expect(lostToWork(60, gate({}))).toBeCloseTo(Math.log(2));
  expect(lostToWork(30, gate({}))).toBeCloseTo(Math.log(1.5));
});

it('excuses nothing where frames have room, the work is the same, or the display is unknown', () => {
  expect(lostToWork(60, gate({ frameShare: 0.3 }))).toBe(0);
  expect(lostToWork(60, gate({ workNow: 0.02 }))).toBe(0);
  expect(lostToWork(60, gate({ refreshRate: undefined }))).toBe(0);
});

it('excuses as much where each frame has as many calls and they take longer: that is told as slow calls', () => {
  expect(lostToWork(60, gate({ workNow: 0, frameShareNow: Math.log(1.2) }))).toBeCloseTo(Math.log(2));
});

it('knows frames that WebAssembly nearly fills', () => {
  expect(isFull(gate({}))).toBe(true);
  expect(isFull(gate({ frameShare: 0.2 }))).toBe(false);
});
