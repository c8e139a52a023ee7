import { expect, test } from 'vitest';
import type { Clock } from './clock.js';
import { callsOf, createFunctionState, estimateTime, type FunctionState } from './function-state.js';
import { TIMED_CALL_COST_MS, createMeter } from './meter.js';

/** A clock that only the work itself moves: no machine is so busy that these tests change. */
function createWorld(resolution = 0) {
  let time = 0;
  const now = (): number => (resolution > 0 ? Math.floor(time / resolution) * resolution : time);
  const clock: Clock = { now, resolution, readCost: 0 };
  const meter = createMeter(clock);
  const call = (state: FunctionState, work: () => void): void => {
    if (--state.left >= 0) {
      work();
      return;
    }
    const frame = meter.enter(state);
    try {
      work();
    } finally {
      meter.leave(frame);
    }
  };
  const state = (name: string): FunctionState => createFunctionState({ name, kind: 'export' });
  return { meter, call, state, spend: (ms: number) => void (time += ms) };
}

test('counts are exact and totals of varying calls unbiased', () => {
  const { call, state, spend } = createWorld();
  const f = state('f');
  let total = 0;
  for (let i = 0; i < 400_000; i++) {
    const duration = 0.0002 * (1 + (i % 7));
    total += duration;
    call(f, () => spend(duration));
  }
  expect(callsOf(f)).toBe(400_000);
  expect(f.timed / 400_000).toBeLessThan(0.2);
  expect(estimateTime(f, f.interval, 400_000) / total).toBeCloseTo(1, 1);
});

test('totals stay unbiased where the clock steps are hundreds of calls long', () => {
  const { call, state, spend } = createWorld(0.1);
  const f = state('f');
  for (let i = 0; i < 4_000_000; i++) call(f, () => spend(0.0005));
  const ratio = estimateTime(f, f.interval, 4_000_000) / (4_000_000 * 0.0005);
  expect(Math.abs(Math.log(ratio))).toBeLessThan(0.25);
});

test('long calls are always timed', () => {
  const { call, state, spend } = createWorld();
  const f = state('f');
  for (let i = 0; i < 100; i++) call(f, () => spend(1));
  expect(f.timed).toBe(100);
});

test('timing costs at most its share of the time that passes', () => {
  const { call, state, spend, meter } = createWorld();
  const f = state('f');
  let passed = 0;
  for (let i = 0; i < 1_000_000; i++) {
    passed += 0.0001;
    call(f, () => spend(0.0001));
  }
  // 0.3 % of the time, what was saved up, and the least that finds the mean
  expect(meter.timedCalls * TIMED_CALL_COST_MS).toBeLessThan(0.01 * passed + 2.5);
});

test('at the top, nested and recursive calls count once, however few are timed', () => {
  const { call, state, spend, meter } = createWorld();
  const [outer, inner, leaf] = [state('outer'), state('inner'), state('leaf')];
  let total = 0;
  const add = (ms: number): void => {
    spend(ms);
    total += ms;
  };
  for (let i = 0; i < 900_000; i++) {
    call(outer, () => {
      add(0.004);
      call(inner, () => {
        add(0.003);
        call(leaf, () => add(0.002));
      });
    });
  }
  const { top, inclusive } = meter.takeTop();
  expect(inclusive).toBeGreaterThan(1.5 * total);
  expect(top / total).toBeCloseTo(1, 1);
});

test('a pause in a call that stands for many is not multiplied', () => {
  const { call, state, spend } = createWorld();
  const f = state('f');
  for (let i = 0; i < 200_000; i++) call(f, () => spend(0.00002));
  let total = 200_000 * 0.00002;
  for (let i = 0; i < 200_000; i++) {
    const pause = f.left === 0 && i > 100_000 && total < 24 ? 20 : 0; // falls into the next timed call
    total += 0.00002 + pause;
    call(f, () => spend(0.00002 + pause));
  }
  expect(f.interval.time).toBeLessThan(2.5 * total);
});
