import { describe, expect, it } from 'vitest';
import { exportReport } from '../export/export-report.js';
import { parseReport } from '../parse/parse-report.js';
import { SESSION_START, syntheticSession } from '../testing/synthetic-session.js';
import { createSessionSurvey } from './session-survey.js';

const generatedAt = SESSION_START + 3_600_000;
const healthy = (seed: number) => ({ id: `healthy-${seed}`, snapshots: syntheticSession({ seed }) });
const slow = {
  id: 'slow<b>',
  release: '1.4',
  snapshots: syntheticSession({ seed: 99, fault: 'slow-exports' }),
};

describe('survey of sessions', () => {
  const survey = createSessionSurvey(generatedAt);
  for (let seed = 1; seed <= 24; seed++) survey.add(healthy(seed));
  survey.add(slow);
  survey.add({ id: 'gone', snapshots: [] });
  survey.add({ id: 'short', snapshots: syntheticSession({ seed: 50 }).slice(0, 1) });
  const report = survey.report({ application: { name: 'shop' }, fleetName: 'today' });

  it('reports of the session that did worst, and counts the others', () => {
    expect(report.sessions?.shown).toBe(slow.id);
    expect(report.sessions?.total).toBe(26);
    expect(Object.values(report.sessions?.byStatus ?? {}).reduce((sum, n) => sum + n, 0)).toBe(26);
    expect(report.sessions?.byStatus.healthy).toBeGreaterThanOrEqual(20);
    expect(report.application).toEqual({ name: 'shop', release: '1.4' });
    expect(report.summary[0]).toContain('slower');
  });

  it('holds it against all of them', () => {
    const rows = report.benchmarks.filter(({ against }) => against === 'fleet');
    expect(rows.map(({ name }) => name)).toContain('p75 of 25 sessions (today)');
    const calls = rows.find(({ metric }) => metric === 'wasm.executionStats.avgExecutionTime');
    expect(calls?.met).toBe(false);
  });

  it('says so in words, as text and nothing else, and reads back', () => {
    const words = '26 sessions: ';
    expect(exportReport(report, 'markdown')).toContain(words);
    expect(exportReport(report, 'markdown')).toContain('slow&lt;b\\>');
    expect(exportReport(report, 'html')).toContain(words);
    expect(exportReport(report, 'html')).not.toContain('slow<b>');
    expect(parseReport(exportReport(report, 'json'))).toEqual(report);
  });

  it('of no session says that there is no data', () => {
    const empty = createSessionSurvey(generatedAt).report();
    expect(empty.sessions).toBeUndefined();
    expect(empty.status).toBe('unknown');
  });
});
