import { describe, expect, it, vi } from 'vitest';
import { createFakeClock, createTestGuard } from '../../testing/fake-clock.js';
import type { WasmFootprint } from '../wasm/wasm.js';
import { createMemoryCollector, type MemoryDeps } from './memory.js';

function setUp(deps: Partial<MemoryDeps> = {}, footprint: WasmFootprint = {}) {
  const clock = createFakeClock();
  const guard = createTestGuard();
  const collector = createMemoryCollector({ clock, guard, wasm: () => footprint, ...deps });
  return { clock, guard, collector };
}

describe('memory collector', () => {
  it('adds JS heap and linear memory up, as far as they are known', () => {
    const jsHeap = () => ({ used: 10, limit: 100 });
    expect(setUp({ jsHeap }, { reserved: 65_536, live: 1_000 }).collector.collect(5_000)).toEqual({
      used: 65_546,
      jsHeapUsed: 10,
      jsHeapLimit: 100,
      wasmReserved: 65_536,
      wasmLive: 1_000,
    });
    expect(setUp({ jsHeap }).collector.collect(5_000)).toEqual({
      used: 10,
      jsHeapUsed: 10,
      jsHeapLimit: 100,
    });
    expect(setUp().collector.collect(5_000)).toEqual({});
  });

  it('lists what this browser cannot give', () => {
    expect(setUp().collector.unsupported()).toEqual([
      'memory.jsHeapLimit',
      'memory.jsHeapUsed',
      'memory.userAgentSpecific.bytes',
    ]);
    const jsHeap = () => ({ used: 1, limit: 2 });
    expect(setUp({ jsHeap, pageMemory: () => Promise.resolve(1) }).collector.unsupported()).toEqual([]);
  });

  it('asks for the page’s memory in the background, once a minute, and gives the answer with its age', async () => {
    const pageMemory = vi.fn(() => Promise.resolve(4_096));
    const { clock, collector } = setUp({ pageMemory });
    collector.start();
    collector.collect(5_000);
    expect(pageMemory).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(collector.collect(5_000)).toHaveProperty('userAgentSpecific'));
    clock.advance(30_000);
    expect(collector.collect(5_000).userAgentSpecific).toEqual({ bytes: 4_096, age: 30_000 });
    expect(pageMemory).toHaveBeenCalledOnce();
    clock.advance(30_001);
    collector.collect(5_000);
    expect(pageMemory).toHaveBeenCalledTimes(2);
  });

  it('asks no more when sparing or stopped, and takes a refusal as a fault', async () => {
    const pageMemory = vi.fn(() => Promise.reject(new DOMException('not now')));
    const { guard, collector } = setUp({ pageMemory, sparing: () => true });
    collector.start();
    expect(pageMemory).not.toHaveBeenCalled();
    const other = setUp({ pageMemory });
    other.collector.start();
    await vi.waitFor(() => expect(other.guard.faults).toBe(1));
    other.collector.stop();
    other.clock.advance(120_000);
    other.collector.collect(5_000);
    expect(pageMemory).toHaveBeenCalledOnce();
    expect(guard.faults).toBe(0);
  });

  it('forecasts by live bytes where linear memory grows in jumps', () => {
    const footprint = { reserved: 100e6, live: 0, headroom: 900e6 };
    const { clock, collector } = setUp({}, footprint);
    for (let s = 0; s <= 90; s++) {
      footprint.live = s * 1e6;
      collector.tick(1_000);
      clock.advance(1_000);
    }
    expect(collector.collect(5_000).timeToLimit).toBeCloseTo(910_000, -4);
  });
});
