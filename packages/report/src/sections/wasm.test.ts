import type { FunctionStats, Snapshot, WasmActive, WorkerInfo } from '@wasm-vitals/protocol';
import { describe, expect, it } from 'vitest';
import { exportReport } from '../export/export-report.js';
import { generateReport } from '../generate/generate-report.js';
import { wasmReport } from './wasm.js';

const INTERVAL = 5_000;

const stats = (time: number, worker?: string): FunctionStats => ({
  ...{ name: 'solve', module: 'm', kind: 'export', calls: 100, totalTime: time, errors: 0, samplingRate: 1 },
  ...(worker === undefined ? {} : { worker }),
});

/** A page whose main thread is in WebAssembly for `own` ms of each interval, and its workers for their time. */
function snapshots(own: number, workers: readonly WorkerInfo[]): readonly Snapshot[] {
  const inWorkers = workers.reduce((sum, { totalTime = 0 }) => sum + totalTime, 0);
  const wasm: WasmActive = {
    status: 'active',
    memoryUsage: 65_536,
    executionStats: { calls: 200, totalTime: own + inWorkers, errors: 0 },
    functionCallCounts: { solve: 200 },
    functions: [
      ...workers.flatMap(({ name, totalTime }) => (totalTime === undefined ? [] : [stats(totalTime, name)])),
      stats(own),
    ],
    modules: [{ id: 'm', name: 'a.wasm', instances: 2, exports: 1, imports: 0, memories: [] }],
    growth: [],
    traps: [],
    ...(workers.length > 0 ? { workers } : {}),
  };
  return Array.from({ length: 12 }, (_, sequence) => ({
    timestamp: 1_760_000_000_000 + sequence * INTERVAL,
    ...{ sequence, interval: INTERVAL, visibility: 1, context: {} },
    overhead: { cpu: 0.001, parts: {}, shed: [], faults: 0 },
    wasm,
    memory: {},
    rendering: { frames: 300, fps: 60, longFrames: [] },
    network: { requests: 0, failures: 0, cacheHits: 0, transferSize: 0, byKind: {} },
    interaction: { count: {}, rageClicks: 0, deadClicks: 0, webVitals: {} },
    unsupported: [],
  }));
}

const busy: readonly WorkerInfo[] = [
  { name: 'solver.js', calls: 100, totalTime: 4_900 },
  { name: 'blocked.js' },
];

describe('a page whose WebAssembly runs in workers', () => {
  it('has the workers’ time beside the main thread’s, and not in its share', () => {
    const report = wasmReport(snapshots(50, busy));
    expect(report.cpuShare).toBeCloseTo(0.01);
    expect(report.workerCores).toBeCloseTo(0.98);
    expect(report.workers).toEqual(['blocked.js', 'solver.js']);
    expect(report.functions.map(({ name, worker }) => [name, worker])).toEqual([
      ['solve', 'solver.js'],
      ['solve', undefined],
    ]);
  });

  it('is described so, and its frames are not blamed on the worker', () => {
    const report = generateReport({ snapshots: snapshots(50, busy), generatedAt: 1 });
    expect(report.summary.join(' ')).toContain('`solve` in worker `solver.js`');
    expect(report.summary.join(' ')).toContain(
      'fills 1 % of the main thread and 98 % of a core in 2 workers',
    );
    expect(report.score.sections.find(({ section }) => section === 'wasm')?.value).toBeGreaterThan(90);
    expect(report.opportunities.map(({ title }) => title)).not.toContain('Make export `solve` lighter');
    expect(exportReport(report, 'markdown')).toContain('`solve` in `solver.js`');
    expect(exportReport(report, 'html')).toContain('worker solver.js');
    expect(exportReport(report, 'csv', { table: 'functions' })).toContain(',solver.js');
  });

  it('says nothing of workers where there are none', () => {
    const report = wasmReport(snapshots(2_500, []));
    expect(report.cpuShare).toBeCloseTo(0.5);
    expect(report).not.toHaveProperty('workerCores');
    expect(report).not.toHaveProperty('workers');
  });
});
