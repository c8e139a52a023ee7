import { describe, expect, it } from 'vitest';
import { generateReport } from '../generate/generate-report.js';
import { createReportHistory } from '../history/report-history.js';
import { SESSION_START, syntheticSession, type Fault } from '../testing/synthetic-session.js';
import { compareReports } from './compare-reports.js';

const report = (generatedAt: number, fault?: Fault) =>
  generateReport({
    snapshots: syntheticSession({ seed: generatedAt, onset: 0, ...(fault ? { fault } : {}) }),
    generatedAt: SESSION_START + generatedAt,
  });

describe('compareReports', () => {
  it('names what is new, what got worse and by how much', () => {
    const comparison = compareReports(report(1), report(2, 'slow-exports'));
    expect(comparison.newFindings).toEqual(['frame-rate-drop']);
    expect(comparison.functions).toContainEqual(expect.objectContaining({ name: 'step', change: 'worse' }));
    expect(comparison.metrics).toContainEqual(
      expect.objectContaining({ metric: 'rendering.fps', change: 'worse' }),
    );
    expect(comparison.sentences[0]).toMatch(/^New: Half of the frames/);
    expect(comparison.sentences).toContainEqual(
      expect.stringMatching(/^Export `step` became 4\.\d+ times slower at p95/),
    );
  });

  it('finds the reverse the other way round, and no worse between like sessions', () => {
    const back = compareReports(report(2, 'slow-exports'), report(1));
    expect(back.goneFindings).toEqual(['frame-rate-drop']);
    const alike = compareReports(report(3), report(4));
    expect(alike.functions.every(({ change }) => change === 'same')).toBe(true);
  });
});

describe('createReportHistory', () => {
  it('keeps as many as it may, and compares any two', () => {
    const history = createReportHistory(2);
    const [a, b, c] = [report(1), report(2), report(3, 'stalls')];
    for (const each of [a, b, c]) history.add(each);
    expect(history.all).toEqual([b, c]);
    expect(history.compare(b.generatedAt, c.generatedAt).newFindings).toEqual(['stall']);
    expect(() => history.compare(a.generatedAt, c.generatedAt)).toThrow(/no report of .* is kept; kept are/);
    expect(() => createReportHistory(0)).toThrow(/whole number above 0/);
  });
});
