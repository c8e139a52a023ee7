import { createHistogram } from '@wasm-vitals/analysis';
import type { Snapshot, WasmActive } from '@wasm-vitals/protocol';
import { generateReport } from '@wasm-vitals/report';
import { describe, expect, it } from 'vitest';
import { parseThreshold } from '../arguments/threshold.js';
import { activeWasm } from '../measure/active-wasm.js';
import { exampleSnapshot } from '../testing/example-snapshot.js';
import { judgeThresholds } from './judge-thresholds.js';
import { RUN_METRICS } from './run-metrics.js';
import { textSummary } from './text-summary.js';

/** A snapshot in which one export was called 100 times, 0.02 ms each. */
function withExport(name: string, change: Partial<Snapshot> = {}): Snapshot {
  const base = exampleSnapshot(change);
  const histogram = createHistogram();
  for (let i = 0; i < 100; i++) histogram.record(0.02);
  const wasm: WasmActive = {
    ...(activeWasm(base.wasm) as WasmActive),
    functions: [
      {
        name,
        module: 'm1',
        kind: 'export',
        calls: 100,
        totalTime: 2,
        errors: 0,
        samplingRate: 1,
        histogram: histogram.take(0.1),
      },
    ],
  };
  return { ...base, wasm };
}

function summarise(
  snapshots: readonly Snapshot[],
  thresholds: readonly string[] = [],
  color = false,
): string {
  const report = generateReport({ snapshots, url: 'http://page/', generatedAt: 1_700_000_100_000 });
  const verdicts = judgeThresholds(thresholds.map(parseThreshold), report, snapshots);
  return textSummary({ report, verdicts, source: 'Chromium 1', notes: ['a note'], color });
}

const second = (n: number, change: Partial<Snapshot> = {}): Snapshot =>
  withExport('step', { timestamp: 1_700_000_000_000 + n * 1_000, sequence: n, ...change });

describe('textSummary', () => {
  it('names modules, the hottest exports with percentiles, memory, frames, cache and notes', () => {
    const text = summarise([second(0), second(1)]);
    expect(text).toMatch(/physics\.wasm +2 KiB/);
    expect(text).toMatch(/step +200 +4 ms +100 % +≤ 0\.1 ms +≤ 0\.1 ms +≤ 0\.1 ms/);
    expect(text).toContain('linear 16 MiB → 16 MiB');
    expect(text).toContain('60 fps');
    expect(text).toContain('hit rate 75 %');
    expect(text).toContain('· a note');
    expect(text).not.toMatch(/undefined|NaN|Infinity|\u001b/); // eslint-disable-line no-control-regex -- no colours
  });

  it('says what is missing instead of showing zeros', () => {
    const empty = exampleSnapshot({
      wasm: { status: 'not_initialized' },
      memory: { error: 'no' },
      rendering: { frames: 0, longFrames: [] },
      network: { requests: 0, failures: 0, cacheHits: 0, transferSize: 0, byKind: {} },
    });
    const text = summarise([empty]);
    expect(text).toContain('the page presented none');
    expect(text).toContain('no requests');
    expect(text).toContain('nobody interacted');
    expect(text).toContain('not measured');
    expect(text).not.toContain('Hottest');
    expect(text).not.toMatch(/undefined|NaN/);
  });

  it('lets no name of the page reach the terminal as it is', () => {
    const text = summarise([withExport('\u001b[31mred\u0007\r\nWritten: passwords')]);
    // eslint-disable-next-line no-control-regex -- that they are gone is what is tested
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    expect(text).not.toMatch(/^Written/m);
  });

  it('colours where it was asked to', () => {
    expect(summarise([second(0)], ['rendering.fps>=99'], true)).toContain('\u001b[31m✗');
  });
});

describe('judgeThresholds', () => {
  it('judges one value of the whole run, each metric in its way', () => {
    const slow = { rendering: { fps: 20, frames: 60, longFrames: [] }, interval: 3_000 };
    const text = summarise(
      [second(0), second(1, slow)],
      ['rendering.fps<31', 'rendering.fps>29', 'wasm.executionStats.calls<=200', 'memory.jsHeapUsed<6MB'],
    );
    expect(text).toContain('✓ rendering.fps<31   30/s (mean)'); // 1 s at 60 and 3 s at 20
    expect(text).toContain('✓ wasm.executionStats.calls<=200   200 (total)');
    expect(text).toContain('✓ memory.jsHeapUsed<6MB   5 MiB (peak)');
    expect(text).not.toContain('✗');
  });

  it('takes what was not measured for broken', () => {
    expect(summarise([second(0)], ['wasm.heapSize<1GB'])).toContain('✗ wasm.heapSize<1GB   was not measured');
  });

  it('knows how to read every metric from a run', () => {
    const report = generateReport({ snapshots: [second(0)], generatedAt: 1_700_000_100_000 });
    for (const { read } of Object.values(RUN_METRICS)) expect(() => read(report, [second(0)])).not.toThrow();
  });
});
