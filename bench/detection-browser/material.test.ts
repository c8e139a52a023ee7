import type { Tick } from '@wasm-vitals/protocol';
import { describe, expect, it } from 'vitest';
import type { Kind } from './kinds.js';
import { materialityOf } from './material.js';

const START = 60_000;
const END = 100_000;

/** 120 ticks of a healthy page; `change` is laid over those from the fault's start to its end. */
function ticksWith(change: (second: number) => Partial<Tick>): Tick[] {
  return Array.from({ length: 120 }, (_, i) => {
    const timestamp = (i + 1) * 1000;
    const healthy: Tick = {
      timestamp,
      interval: 1000,
      visibility: 1,
      wasmCalls: 600,
      wasmTime: 60,
      wasmLive: 1_000_000,
      fps: 60,
      frameTimeMax: 17,
      longFrames: 0,
      requests: 2,
      cacheHits: 2,
      failures: 0,
      latency: 5,
      headroom: 1e8,
      jsHeapUsed: 5e6 + (i % 10) * 1e5,
    };
    const isOn = timestamp > START && timestamp <= END;
    return isOn ? { ...healthy, ...change((timestamp - START) / 1000) } : healthy;
  });
}

const judge = (kind: Kind, change: (second: number) => Partial<Tick>) =>
  materialityOf(kind, ticksWith(change), { start: START, end: END });

describe('whether a fault is material', () => {
  it.each<[Kind, Partial<Tick>, Partial<Tick>]>([
    ['execution-slow', { wasmTime: 90 }, { wasmTime: 72 }],
    ['frame-rate-drop', { fps: 40 }, { fps: 55 }],
    ['cache-collapse', { cacheHits: 1 }, { cacheHits: 1.8 }],
    ['request-failures', { failures: 1 }, { failures: 0.1 }],
    ['memory-step', { wasmLive: 1_300_000 }, { wasmLive: 1_050_000 }],
    ['request-latency', { latency: 20 }, { latency: 8 }],
    ['jank', { longFrames: 1 }, { longFrames: 0.2 }],
    ['stall', { frameTimeMax: 400 }, { frameTimeMax: 120 }],
  ])('%s is judged by its own reading', (kind, strong, weak) => {
    expect(judge(kind, () => strong)).toMatchObject({ isMaterial: true, since: START });
    expect(judge(kind, () => weak).isMaterial).toBe(false);
    expect(judge(kind, () => ({})).isMaterial).toBe(false);
  });

  it('tells since when growth matters', () => {
    const leak = judge('memory-leak', (second) => ({ wasmLive: 1_000_000 * (1 + second / 100) }));
    expect(leak.isMaterial).toBe(true);
    // 12 % are reached after 12 s; the running median of eight ticks is there some four seconds later.
    expect((leak.since - START) / 1000).toBeGreaterThanOrEqual(12);
    expect((leak.since - START) / 1000).toBeLessThanOrEqual(17);
  });

  it('is not material where the reading is missing', () => {
    expect(judge('fragmentation', () => ({})).isMaterial).toBe(false);
    expect(judge('input-latency', () => ({})).isMaterial).toBe(false);
  });

  it('counts an input latency from nothing', () => {
    const ticks = ticksWith(() => ({ inputLatency: 300 }));
    const healthy = ticks.map((tick) => ({ inputLatency: 16, ...tick }));
    expect(materialityOf('input-latency', healthy, { start: START, end: END }).isMaterial).toBe(true);
  });
});
