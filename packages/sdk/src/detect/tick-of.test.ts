import { createHistogram } from '@wasm-vitals/analysis';
import { expect, it } from 'vitest';
import { healthySnapshot } from '../testing/snapshot.js';
import { tickOf } from './tick-of.js';

it('says of a healthy page what its snapshot says, and no more', () => {
  const snapshot = healthySnapshot(3);
  expect(tickOf(snapshot)).toEqual({
    timestamp: snapshot.timestamp,
    interval: 5_000,
    visibility: 1,
    jsHeapUsed: 1e6,
    fps: 60,
    longFrames: 0,
    requests: 0,
    cacheHits: 0,
    failures: 0,
  });
});

it('leaves out the sections of collectors that failed', () => {
  const error = { error: 'out of order' };
  const failed = { wasm: error, memory: error, rendering: error, network: error, interaction: error };
  const tick = tickOf(healthySnapshot(0, failed));
  expect(Object.keys(tick)).toEqual(['timestamp', 'interval', 'visibility']);
});

it('reads execution, latency and context', () => {
  const latency = createHistogram();
  latency.record(10);
  latency.record(30);
  const tick = tickOf(
    healthySnapshot(0, {
      context: { marks: { scene: 'city', size: 2 }, loading: true },
      unsupported: ['rendering.longFrames.count'],
      network: {
        requests: 2,
        failures: 1,
        cacheHits: 0,
        transferSize: 5,
        byKind: {},
        latency: latency.take(),
      },
      wasm: {
        status: 'active',
        memoryUsage: 65_536,
        heapSize: 4_096,
        executionStats: { calls: 7, totalTime: 70, errors: 0 },
        functionCallCounts: { step: 7 },
        functions: [{ name: 'step', kind: 'export', calls: 7, totalTime: 70, errors: 0, samplingRate: 1 }],
        modules: [],
        growth: [],
        traps: [{ timestamp: 0, kind: 'unreachable', message: '', count: 3 }],
      },
    }),
  );
  expect(tick).toMatchObject({
    mark: 'scene=city;size=2',
    loading: true,
    latency: 20,
    failures: 1,
    wasmTime: 70,
    wasmCalls: 7,
    wasmReserved: 65_536,
    wasmLive: 4_096,
    traps: 3,
    functions: { step: [7, 70] },
  });
  expect(tick).not.toHaveProperty('longFrames');
});
