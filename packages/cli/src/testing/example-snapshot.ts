import type { Snapshot } from '@wasm-vitals/protocol';

/** A second of a page at 60 fps whose module was called 100 times, 2 ms in all. */
export function exampleSnapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    timestamp: 1_700_000_000_000,
    sequence: 0,
    interval: 1_000,
    visibility: 1,
    context: {},
    overhead: { cpu: 0.004, parts: {}, shed: [], faults: 0 },
    wasm: {
      status: 'active',
      memoryUsage: 16 * 1_048_576,
      executionStats: {
        calls: 100,
        totalTime: 2,
        avgExecutionTime: 0.02,
        p50: 0.02,
        p95: 0.03,
        p99: 0.04,
        errors: 0,
      },
      functionCallCounts: { step: 100 },
      functions: [],
      modules: [
        { id: 'm1', name: 'physics.wasm', bytes: 2_048, instances: 1, exports: 3, imports: 0, memories: [] },
      ],
      growth: [],
      traps: [],
    },
    memory: { jsHeapUsed: 5 * 1_048_576 },
    rendering: { fps: 60, frames: 60, longFrames: [] },
    network: { requests: 4, failures: 0, cacheHits: 3, transferSize: 100, cacheHitRate: 0.75, byKind: {} },
    interaction: { count: {}, rageClicks: 0, deadClicks: 0, webVitals: {} },
    unsupported: [],
    ...change,
  };
}
