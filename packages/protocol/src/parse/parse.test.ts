import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../snapshot.js';
import { parseBatch, parseSnapshot } from './parse.js';
import { ParseError } from './shape.js';

const snapshot: Snapshot = {
  timestamp: 1_760_000_000_000,
  sequence: 3,
  interval: 5_000,
  visibility: 1,
  context: { marks: { scene: 'city', cells: 4 }, loading: false },
  overhead: { cpu: 0.004, parts: { wrappers: 3 }, shed: [], faults: 0 },
  wasm: {
    status: 'active',
    memoryUsage: 16_777_216,
    executionStats: { calls: 300, totalTime: 900, avgExecutionTime: 3, errors: 0 },
    functionCallCounts: { step: 300 },
    functions: [
      {
        name: 'step',
        module: 'column',
        kind: 'export',
        calls: 300,
        totalTime: 900,
        errors: 0,
        samplingRate: 1,
        histogram: {
          scale: 4,
          count: 300,
          sum: 900,
          min: 2,
          max: 4,
          zeroCount: 0,
          indexes: [24],
          counts: [300],
        },
      },
    ],
    modules: [
      {
        id: 'column',
        name: 'column',
        instances: 1,
        exports: 9,
        imports: 2,
        memories: [{ name: 'memory', reserved: 16_777_216, shared: false, maximum: 1_024 }],
      },
    ],
    growth: [],
    traps: [],
  },
  memory: { jsHeapUsed: 9_000_000 },
  rendering: { error: 'observer failed' },
  network: { requests: 2, failures: 0, cacheHits: 1, transferSize: 300, cacheHitRate: 0.5, byKind: {} },
  interaction: { count: { click: 1 }, rageClicks: 0, deadClicks: 0, webVitals: { LCP: 800 } },
  unsupported: ['rendering.gpuTime'],
  actions: [
    {
      id: 'action-1',
      timestamp: 1_760_000_000_000,
      action: 'coarser-step',
      event: 'kept',
      trigger: 'loop',
      recommendation: 'alert-1:coarser-step-1',
      level: { from: 0, to: 1 },
      outcome: {
        appliedAt: 1_759_999_990_000,
        decidedAt: 1_760_000_000_000,
        decision: 'kept',
        reason: 'it helped',
        metric: 'wasm.executionStats.totalTime',
        before: 3.9,
        after: 1.1,
        ratio: 0.28,
        low: 0.25,
        high: 0.31,
      },
      duration: 10_000,
    },
  ],
};

const wire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('parseSnapshot', () => {
  it('gives back what was sent', () => {
    expect(parseSnapshot(wire(snapshot))).toEqual(snapshot);
  });

  it('leaves unknown members behind, at every depth', () => {
    const strange = { ...snapshot, evil: 1, memory: { jsHeapUsed: 1, toString: 'x' } };
    expect(parseSnapshot(wire(strange))).toEqual({ ...snapshot, memory: { jsHeapUsed: 1 } });
  });

  it.each([
    ['timestamp', { ...snapshot, timestamp: 'now' }, 'timestamp: expected a number of at least 0, got "now"'],
    [
      'visibility',
      { ...snapshot, visibility: 2 },
      'visibility: expected a number of at least 0 and at most 1, got 2',
    ],
    ['unsupported', { ...snapshot, unsupported: [1] }, 'unsupported[0]: expected a string, got 1'],
    ['wasm', { ...snapshot, wasm: { status: 'off' } }, 'wasm.status: expected one of active, got "off"'],
  ])('refuses a wrong %s and says where', (_, value, message) => {
    expect(() => parseSnapshot(wire(value))).toThrow(ParseError);
    expect(() => parseSnapshot(wire(value))).toThrow(message);
  });

  it.each([undefined, null, 1, 'x', [], { timestamp: NaN }])('refuses %j', (value) => {
    expect(() => parseSnapshot(value)).toThrow(ParseError);
  });

  it('keeps a hostile key an own property', () => {
    const hostile = JSON.parse('{"__proto__": 3, "constructor": 4}') as Record<string, number>;
    const parsed = parseSnapshot({
      ...(wire(snapshot) as object),
      overhead: { cpu: 0, parts: hostile, shed: [], faults: 0 },
    });
    const parts = 'parts' in parsed.overhead ? parsed.overhead.parts : {};
    expect(Object.keys(parts)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('cuts names that are too long instead of losing the snapshot', () => {
    const parsed = parseSnapshot({ ...(wire(snapshot) as object), unsupported: ['x'.repeat(9_999)] });
    expect(parsed.unsupported[0]).toHaveLength(512);
  });
});

describe('parseBatch', () => {
  const batch = {
    version: '1',
    id: 'b1',
    application: 'demo',
    session: 's1',
    sentAt: 1,
    snapshots: [snapshot],
  };

  it('gives back what was sent', () => {
    expect(parseBatch(wire(batch))).toEqual(batch);
  });

  it('refuses another version by name', () => {
    expect(() => parseBatch({ ...batch, version: '2' })).toThrow('version: expected one of 1, got "2"');
  });
});
