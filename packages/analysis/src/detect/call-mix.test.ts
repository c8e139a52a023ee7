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
    expect(mix.reading).toEqual({ callTime: undefined, work: 0, isNew: false });
  });
});
