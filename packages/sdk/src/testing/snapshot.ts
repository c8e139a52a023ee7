import type { Snapshot } from '@wasm-vitals/protocol';

const START = Date.UTC(2026, 0, 1);

/** The n-th snapshot of a healthy page: 5 s apart, nothing unusual, no WebAssembly. */
export function healthySnapshot(sequence: number, change: Partial<Snapshot> = {}): Snapshot {
  return {
    timestamp: START + sequence * 5_000,
    sequence,
    interval: 5_000,
    visibility: 1,
    context: {},
    overhead: { cpu: 0.002, parts: {}, shed: [], faults: 0 },
    wasm: { status: 'not_initialized' },
    memory: { jsHeapUsed: 1e6 },
    rendering: { frames: 300, fps: 60, longFrames: [] },
    network: { requests: 0, failures: 0, cacheHits: 0, transferSize: 0, byKind: {} },
    interaction: { count: {}, rageClicks: 0, deadClicks: 0, webVitals: {} },
    unsupported: [],
    ...change,
  };
}
