import type { Tick } from '@wasm-vitals/protocol';
import { describe, expect, it } from 'vitest';
import { createCallMix } from './call-mix.js';

/** A second in which `cheap` calls took 1 ms each and `dear` calls 10 ms, times `slower`. */
const tick = (cheap: number, dear: number, slower = 1, extra: Tick['functions'] = {}): Tick => {
  const functions = {
    cheap: [cheap, cheap * slower] as const,
    dear: [dear, 10 * dear * slower] as const,
    ...extra,
  };
  const entries = Object.values(functions);
  return {
    timestamp: 0,
    interval: 1000,
    visibility: 1,
    wasmCalls: entries.reduce((sum, [calls]) => sum + calls, 0),
    wasmTime: entries.reduce((sum, [, time]) => sum + time, 0),
    functions,
  };
};

function learnt() {
  const mix = createCallMix();
  for (let i = 0; i < 60; i++) mix.onTick(tick(50, 10), true);
  return mix;
}

describe('call mix', () => {
  it('takes another mix of the same calls for no slow-down, and dearer calls for more work', () => {
    const mix = learnt();
    const before = { ...mix.reading };
    mix.onTick(tick(10, 50), true);
    expect(mix.reading.callTime).toBeCloseTo(before.callTime ?? NaN, 6);
    expect((mix.reading.work ?? NaN) / (before.work ?? NaN)).toBeCloseTo(510 / 150, 6);
  });

  it('shows a slow-down of all calls as long as it lasts', () => {
    const mix = learnt();
    const before = mix.reading.callTime ?? NaN;
    for (let i = 0; i < 1_000; i++) mix.onTick(tick(50, 10, 2), true);
    expect((mix.reading.callTime ?? NaN) / before).toBeCloseTo(2, 6);
  });

  it('tells of an export that was never called before, and does not judge it at first', () => {
    const mix = learnt();
    const before = mix.reading.callTime ?? NaN;
    mix.onTick(tick(50, 10, 1, { other: [5, 500] }), true);
    expect(mix.reading.isNew).toBe(true);
    expect(mix.reading.callTime).toBeCloseTo(before, 6);
    mix.onTick(tick(50, 10, 1, { other: [5, 500] }), true);
    expect(mix.reading.isNew).toBe(false);
  });

  it('has no reading where nothing was called', () => {
    const mix = learnt();
    mix.onTick({ timestamp: 0, interval: 1000, visibility: 1, wasmCalls: 0, wasmTime: 0 }, true);
    expect(mix.reading).toEqual({ callTime: undefined, lateCallTime: undefined, work: 0, isNew: false });
  });

  describe('beside a module that came later and takes most of the time', () => {
    const both = (slower: number, otherSlower: number): Tick =>
      tick(50, 10, slower, { other: [5, 300 * otherSlower] });
    function withOther() {
      const mix = learnt();
      for (let i = 0; i < 60; i++) mix.onTick(both(1, 1), true);
      return { mix, early: mix.reading.callTime ?? NaN, late: mix.reading.lateCallTime ?? NaN };
    }

    it('shows a slow-down of the page’s own calls in full, however long it lasts', () => {
      const { mix, early, late } = withOther();
      for (let i = 0; i < 600; i++) mix.onTick(both(1.5, 1), true);
      expect((mix.reading.callTime ?? NaN) / early).toBeCloseTo(1.5, 6);
      expect((mix.reading.lateCallTime ?? NaN) / late).toBeCloseTo(1, 6);
    });

    it('shows one of the other module apart', () => {
      const { mix, early, late } = withOther();
      for (let i = 0; i < 600; i++) mix.onTick(both(1, 2), true);
      expect((mix.reading.callTime ?? NaN) / early).toBeCloseTo(1, 6);
      expect((mix.reading.lateCallTime ?? NaN) / late).toBeCloseTo(2, 6);
    });

    it('judges all together where it takes little', () => {
      const mix = learnt();
      for (let i = 0; i < 60; i++) mix.onTick(tick(50, 10, 1, { other: [5, 20] }), true);
      const before = mix.reading.callTime ?? NaN;
      mix.onTick(tick(50, 10, 2, { other: [5, 40] }), true);
      expect(mix.reading.lateCallTime).toBeUndefined();
      expect((mix.reading.callTime ?? NaN) / before).toBeCloseTo(2, 6);
    });

    it('judges it alone where it takes nearly all', () => {
      const mix = learnt();
      for (let i = 0; i < 60; i++) mix.onTick(tick(50, 10, 1, { other: [5, 2_000] }), true);
      expect(mix.reading.callTime).toBeUndefined();
      expect(mix.reading.lateCallTime).toBeDefined();
    });
  });

  it('takes another module in the place of one that came late for as fast as that was at first', () => {
    const mix = learnt();
    // Nobody knows how fast what comes is, whatever the calls of the page take at that moment.
    for (let i = 0; i < 100; i++) mix.onTick(tick(1, 0, 5, { late: [100, 300] }), true);
    const before = mix.reading.lateCallTime ?? NaN;
    for (let i = 0; i < 100; i++) mix.onTick(tick(1, 0, 1, { later: [10, 300] }), true);
    expect((mix.reading.lateCallTime ?? NaN) / before).toBeCloseTo(1, 1);
  });
});
