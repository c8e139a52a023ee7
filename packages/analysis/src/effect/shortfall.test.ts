import { expect, it } from 'vitest';
import { shortfall } from './shortfall.js';
import { createNoisyPage } from './testing/noisy-ticks.js';

const page = createNoisyPage(3, 0.3, 0.02);
const stretch = (count: number, load: number) => Array.from({ length: count }, () => page(load));

it('tells how much is lost of what is better when higher, and of what is better when lower', () => {
  expect(shortfall('frame-rate-drop', stretch(30, 1), stretch(6, 2))?.lost).toBeCloseTo(0.5, 1);
  expect(shortfall('memory-step', stretch(30, 1), stretch(6, 2))?.lost).toBeCloseTo(1, 1);
  expect(shortfall('memory-step', stretch(30, 1), stretch(6, 1))?.lost).toBeLessThan(0.1);
});

it('asks a secondary endpoint only where there is no other', () => {
  const shorter = stretch(6, 1).map((tick) => ({ ...tick, wasmCalls: 100 }));
  const healthy = stretch(30, 1);
  expect(shortfall('execution-slow', healthy, shorter)?.lost).toBeLessThan(0.1);
  const framesless = ({ fps: _fps, ...tick }: ReturnType<typeof page>) => tick;
  expect(shortfall('execution-slow', healthy.map(framesless), shorter.map(framesless))?.metric).toBe(
    'wasm.executionStats.avgExecutionTime',
  );
});

it('tells of halts that a healthy page has none of', () => {
  const halting = stretch(20, 1).map((tick, i) => ({
    ...tick,
    frameTimeMax: i % 3 === 0 ? 350 : 17,
    longFrames: 0,
  }));
  const smooth = stretch(30, 1).map((tick) => ({ ...tick, frameTimeMax: 17, longFrames: 0 }));
  expect(shortfall('stall', smooth, halting)?.lost).toBeGreaterThan(1);
  expect(shortfall('jank', smooth, smooth)?.lost).toBe(0);
});

it('is absent without readings', () => {
  expect(shortfall('frame-rate-drop', [], stretch(6, 2))).toBeUndefined();
});

/** At 60 frames a second, with so many milliseconds of WebAssembly in each. */
const frames = (perFrame: number, fps = 60) =>
  stretch(20, 1).map((tick) => ({ ...tick, fps, wasmCalls: 600, wasmTime: perFrame * fps }));

it('counts no slow call that nobody feels, though it takes half as long again', () => {
  expect(shortfall('execution-slow', frames(0.5), frames(0.75))?.lost).toBe(0);
  expect(shortfall('execution-slow', frames(4), frames(6))?.lost).toBeCloseTo(0.5, 1);
});

it('counts the frames that slow calls cost, be they slower by little', () => {
  expect(shortfall('execution-slow', frames(0.5), frames(0.75, 30))?.lost).toBeCloseTo(0.5, 1);
});
