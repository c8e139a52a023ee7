import { describe, expect, it } from 'vitest';
import { createFunctionState } from './function-state.js';
import { createRecentCalls } from './recent-calls.js';

const named = (name: string) => createFunctionState({ name, kind: 'export' });

describe('recent calls', () => {
  it('gives a call the part of its time that lies within', () => {
    const calls = createRecentCalls();
    calls.note({ state: named('step'), start: 100 }, 200, 100);
    expect(calls.between(150, 400)).toEqual([{ name: 'step', time: 50 }]);
    expect(calls.between(200, 400)).toEqual([]);
  });

  it('sums up short calls by function, hottest first', () => {
    const calls = createRecentCalls();
    const [a, b] = [named('a'), named('b')];
    for (let t = 0; t < 100; t++) {
      calls.note({ state: a, start: t }, t + 0.5, 0.2);
      calls.note({ state: b, start: t + 0.5 }, t + 1, 0.4);
    }
    const [first, second] = calls.between(-1, 200);
    expect(first?.name).toBe('b');
    expect(first?.time).toBeCloseTo(40);
    expect(second?.time).toBeCloseTo(20);
  });

  it('counts calls that a coarse clock saw in no time', () => {
    const calls = createRecentCalls();
    calls.note({ state: named('quick'), start: 5 }, 5, 0.3);
    expect(calls.between(0, 10)).toEqual([{ name: 'quick', time: 0.3 }]);
  });

  it('forgets the oldest, and stays as small as it is', () => {
    const calls = createRecentCalls();
    for (let t = 0; t < 5_000; t++) calls.note({ state: named(`f${t}`), start: t }, t + 1, 1);
    expect(calls.between(0, 1_000)).toEqual([]);
    expect(calls.between(4_990, 5_000)).toHaveLength(10);
  });
});

it('never tells of more time than there was', () => {
  const calls = createRecentCalls();
  calls.note({ state: named('sampled'), start: 2 }, 3, 500);
  expect(calls.between(0, 10)).toEqual([{ name: 'sampled', time: 10 }]);
});
