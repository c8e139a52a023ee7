import type { Tick } from '@wasm-vitals/protocol';
import { describe, expect, it } from 'vitest';
import type { Gate } from './gate.js';
import { createBlockReading, createChurnReading } from './level-spec.js';

const MIB = 1_048_576;
const GATE = {} as Gate;

function readings(
  live: (second: number) => number | undefined,
  allocated: (second: number) => number,
): number[] {
  const read = createChurnReading();
  return Array.from({ length: 60 }, (_, second) => {
    const wasmLive = live(second);
    const tick: Tick = {
      timestamp: second * 1_000,
      interval: 1_000,
      visibility: 1,
      allocationRate: allocated(second),
      ...(wasmLive === undefined ? {} : { wasmLive }),
    };
    return read(tick, GATE) ?? NaN;
  });
}

describe('what is allocated and freed again', () => {
  it('is nothing of a leak, from some seconds after it began', () => {
    const since = (second: number): number => Math.max(0, second - 30);
    const leak = readings(
      (second) => 8 * MIB + since(second) * 2 * MIB,
      (second) => (second > 30 ? 2.05 : 0.05) * MIB,
    );
    expect(leak[29]).toBeCloseTo(0.05 * MIB);
    for (const reading of leak.slice(36)) expect(reading).toBeLessThan(0.1 * MIB);
  });

  it('is all where live bytes come and go by more than is allocated', () => {
    const restless = readings(
      (second) => (300 + 2 * Math.sin(second * 2.1)) * MIB,
      () => 0.2 * MIB,
    );
    for (const reading of restless.slice(30)) expect(reading).toBeCloseTo(0.2 * MIB);
  });

  it('is all where live bytes stay, or are not known', () => {
    const rate = (second: number): number => (second > 30 ? 40 : 2) * MIB;
    expect(readings(() => 8 * MIB, rate)[50]).toBe(40 * MIB);
    expect(readings(() => undefined, rate)[50]).toBe(40 * MIB);
  });
});

describe('reserved memory, less what its allocator takes ahead', () => {
  function blocks(sizes: readonly number[], wasmLive?: number): (number | undefined)[] {
    const read = createBlockReading();
    return sizes.map((wasmReserved, second) => {
      const tick = { timestamp: second * 1_000, interval: 1_000, visibility: 1, wasmReserved };
      return read(wasmLive === undefined ? tick : { ...tick, wasmLive }, GATE);
    });
  }

  it('is level while it grows by a fifth or to the double', () => {
    const [first, ...later] = blocks([20, 24, 28.8, 57.6, 57.6]);
    for (const reading of later) expect(reading).toBeCloseTo(first ?? NaN);
  });

  it('shows one block that is larger than that', () => {
    expect(blocks([43, 43, 77])).toEqual([43, 43, 77]);
    expect(blocks([20, 40, 72])[2]).toBeCloseTo(36);
  });

  it('is not judged where live bytes are known', () => {
    expect(blocks([43, 77], 1)).toEqual([undefined, undefined]);
  });
});
