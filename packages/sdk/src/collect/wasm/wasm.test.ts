import { createHistogram } from '@wasm-vitals/analysis';
import { describe, expect, it } from 'vitest';
import type { WasmReading, WasmTickReading } from '../../instrument/instrumentation.js';
import { createAllocationRate } from './allocation-rate.js';
import { createNoInstrumentation } from './no-instrumentation.js';
import { createWasmCollector } from './wasm.js';

function setUp(change: Partial<WasmReading> = {}, tick: Partial<WasmTickReading> = {}) {
  const none = createNoInstrumentation();
  return createWasmCollector({
    active: true,
    take: () => ({ ...none.take(), ...change }),
    takeTick: () => ({ ...none.takeTick(), ...tick }),
  });
}

describe('wasm collector', () => {
  it('says so while no instance was seen', () => {
    const collector = createWasmCollector(createNoInstrumentation());
    expect(collector.collect(5_000)).toEqual({ status: 'not_initialized' });
    expect(collector.tick(1_000)).toEqual({});
    expect(collector.unsupported()).toEqual([]);
  });

  it('leaves out what was not measured', () => {
    const section = setUp({ memoryUsage: 65_536 }).collect(5_000);
    expect(section).toEqual({
      status: 'active',
      memoryUsage: 65_536,
      executionStats: { calls: 0, totalTime: 0, errors: 0 },
      functionCallCounts: {},
      functions: [],
      modules: [],
      growth: [],
      traps: [],
    });
  });

  it('gives percentiles of the histogram, and calls by name over modules', () => {
    const times = createHistogram();
    for (let i = 1; i <= 100; i++) times.record(i);
    const of = (module: string, calls: number) =>
      ({ name: 'step', module, kind: 'export', calls, totalTime: 1, errors: 0, samplingRate: 1 }) as const;
    const section = setUp({
      calls: 100,
      totalTime: 5_050,
      histogram: times.take(),
      functions: [of('a', 60), of('b', 40)],
    }).collect(5_000);
    expect(section).toMatchObject({
      executionStats: { calls: 100, totalTime: 5_050, avgExecutionTime: 50.5, max: 100 },
      functionCallCounts: { step: 100 },
    });
    const { p50 = 0, p95 = 0, p99 = 0 } = 'executionStats' in section ? section.executionStats : {};
    expect([p50 / 50, p95 / 95, p99 / 99].every((ratio) => Math.abs(ratio - 1) < 0.05)).toBe(true);
  });

  it('gives the step of the clock where it could not tell a call from nothing', () => {
    const times = createHistogram();
    for (let i = 0; i < 99; i++) times.record(0);
    times.record(3);
    const section = setUp({ calls: 100, totalTime: 3, histogram: times.take(0.1) }).collect(5_000);
    expect(section).toMatchObject({ executionStats: { p50: 0.1, p95: 0.1, max: 3 } });
  });

  it('remembers the newest sizes for the memory collector, from ticks too', () => {
    const collector = setUp({ memoryUsage: 65_536, heapSize: 10 }, { reserved: 131_072, headroom: 5 });
    collector.collect(5_000);
    expect(collector.footprint()).toEqual({ reserved: 65_536, live: 10 });
    expect(collector.tick(1_000)).toMatchObject({ wasmReserved: 131_072, headroom: 5 });
    expect(collector.footprint()).toEqual({ reserved: 131_072, headroom: 5 });
  });

  it('lists allocator figures as unsupported until a module has them', () => {
    expect(setUp().unsupported()).toContain('wasm.heapSize');
    const stats = { totalAllocated: 1, totalDeallocated: 0, currentAllocations: 1, peakMemoryUsage: 1 };
    const collector = setUp({ allocatorStats: stats });
    collector.collect(5_000);
    expect(collector.unsupported()).toEqual([]);
  });
});

describe('allocation rate', () => {
  it('is bytes per second, over the wrap of a u32', () => {
    const rate = createAllocationRate();
    expect(rate(2 ** 32 - 1_000, 1_000)).toBeUndefined();
    expect(rate(1_000, 2_000)).toBe(1_000);
    expect(rate(3_000, 1_000)).toBe(2_000);
  });

  it('sees one of several counters wrap, whose sum is beyond their range', () => {
    const rate = createAllocationRate();
    rate(2 ** 32 + 2 ** 31, 1_000);
    expect(rate(2 ** 31 + 5_000, 1_000)).toBe(5_000);
  });

  it('is unknown once where the counter starts anew', () => {
    const rate = createAllocationRate();
    rate(5_000, 1_000);
    expect(rate(100, 1_000)).toBeUndefined();
    expect(rate(200, 1_000)).toBe(100);
  });
});
