import { createHistogram, mergeHistograms } from '@wasm-vitals/analysis';
import type { HistogramData } from '@wasm-vitals/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportReport } from '../export/export-report.js';
import { parseReport } from '../parse/parse-report.js';
import { arbitrarySnapshots } from '../testing/arbitrary-snapshot.js';
import { SESSION_START, syntheticSession } from '../testing/synthetic-session.js';
import { generateReport } from './generate-report.js';
import type { Fleet } from './report-input.js';

const generatedAt = SESSION_START + 400_000;
const snapshots = syntheticSession({ seed: 1 });

function histogramOf(values: readonly number[]): HistogramData {
  const histogram = createHistogram();
  for (const value of values) histogram.record(value);
  return histogram.take();
}

/** So many sessions, spread evenly between two values. */
const spread = (count: number, low: number, high: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => low + ((high - low) * (i + 0.5)) / count);

const against = (fleet: Fleet) => {
  const report = generateReport({ snapshots, generatedAt, fleet });
  return { report, rows: report.benchmarks.filter((row) => row.against === 'fleet') };
};

describe('benchmarks against the fleet', () => {
  it('hold the session’s median against the percentile that three sessions in four keep', () => {
    const fleet = {
      name: 'release 1.4',
      metrics: {
        'wasm.executionStats.avgExecutionTime': histogramOf(spread(400, 2, 50)),
        'rendering.fps': histogramOf(spread(400, 10, 110)),
      },
    };
    const { rows } = against(fleet);
    const [calls, fps] = ['wasm.executionStats.avgExecutionTime', 'rendering.fps'].map((metric) =>
      rows.find((row) => row.metric === metric),
    );
    expect(calls).toMatchObject({ name: 'p75 of 400 sessions (release 1.4)', better: 'lower', met: true });
    expect(calls?.target).toBeGreaterThan(36);
    expect(calls?.target).toBeLessThan(40);
    expect(fps).toMatchObject({ better: 'higher', met: true });
    expect(fps?.target).toBeGreaterThan(33);
    expect(fps?.target).toBeLessThan(37);
    // 60 frames/s of 10 to 110: half of the fleet is slower
    expect(fps?.betterThan).toBeGreaterThan(0.45);
    expect(fps?.betterThan).toBeLessThan(0.55);
  });

  it('are the same of merged histograms as of the whole fleet', () => {
    const [one, other] = [spread(300, 20, 60), spread(100, 40, 200)];
    const whole = against({ metrics: { 'rendering.fps': histogramOf([...one, ...other]) } });
    const merged = against({
      metrics: { 'rendering.fps': mergeHistograms([histogramOf(one), histogramOf(other)]) },
    });
    expect(merged.rows).toEqual(whole.rows);
  });

  it('are not made of a handful of sessions, nor of none, and the report says so', () => {
    const few = against({ metrics: { 'rendering.fps': histogramOf(spread(19, 10, 60)) } });
    expect(few.rows).toEqual([]);
    expect(few.report.benchmarksNote).toContain('only 19 sessions so far; 20 are needed');
    expect(against({ metrics: { 'no.such': histogramOf([1]) } }).report.benchmarksNote).toContain(
      'no reading',
    );
    const without = generateReport({ snapshots, generatedAt });
    expect(without.benchmarksNote).toContain('No server is known');
    expect(exportReport(without, 'html')).toContain('No server is known');
    const full = generateReport({
      snapshots,
      generatedAt,
      previous: without,
      fleet: { metrics: { 'rendering.fps': histogramOf(spread(50, 10, 60)) } },
    });
    expect(full.benchmarksNote).toBeUndefined();
  });

  it('hold finite figures and read back, whatever session and fleet', () => {
    const metric = fc.constantFrom('rendering.fps', 'wasm.memoryUsage', 'network.latency.p95', '__proto__');
    const values = fc.array(fc.double({ min: 0, max: 1e12, noNaN: true }), { maxLength: 40 });
    const fleets = fc.dictionary(metric, values.map(histogramOf)).map((metrics) => ({ metrics }));
    fc.assert(
      fc.property(arbitrarySnapshots({ maxLength: 8 }), fleets, (some, fleet) => {
        const report = generateReport({ snapshots: some, generatedAt, fleet });
        expect(parseReport(exportReport(report, 'json'))).toEqual(report);
        for (const { betterThan = 0 } of report.benchmarks) {
          expect(betterThan).toBeGreaterThanOrEqual(0);
          expect(betterThan).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 60 },
    );
  });
});
