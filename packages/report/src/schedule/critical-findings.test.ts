import { createAlertBook } from '@wasm-vitals/analysis';
import type { Anomaly, Report, ReportFinding } from '@wasm-vitals/protocol';
import { expect, it } from 'vitest';
import { createCriticalFindings } from './critical-findings.js';

const leak: ReportFinding = {
  kind: 'memory-leak',
  metric: 'wasm.heapSize',
  severity: 'critical',
  source: 'snapshots',
  sentence: 'It grew.',
  since: 1_000,
  after: 7,
};

function setUp() {
  const book = createAlertBook();
  let time = 10_000;
  const enter = (type: 'raised' | 'cleared') => (anomaly: Anomaly) =>
    void book.apply([{ type, anomaly }], time);
  const critical = createCriticalFindings({ raise: enter('raised'), clear: enter('cleared') });
  return {
    report(...findings: ReportFinding[]) {
      critical.apply({ findings, generatedAt: time } as unknown as Report);
    },
    later(ms: number) {
      time += ms;
      book.apply([], time);
    },
    alerts: () => book.alerts(),
    clearAll: critical.clearAll,
  };
}

it('raises a critical alert at once, once for the same trouble, and ends it when a report is without it', () => {
  const { report, later, alerts } = setUp();
  report(leak, { ...leak, kind: 'jank', metric: 'rendering.fps', severity: 'warning' });
  expect(alerts()).toMatchObject([
    { kind: 'memory-leak', severity: 'critical', state: 'open', message: 'It grew.', onset: 1_000 },
  ]);
  later(900_000);
  report({ ...leak, sentence: 'It grew more.' });
  expect(alerts()).toMatchObject([{ state: 'open', message: 'It grew more.' }]);
  later(900_000);
  report();
  later(31_000);
  expect(alerts()).toMatchObject([{ state: 'resolved' }]);
});

it('raises nothing for what is over, or for what an alert told the report', () => {
  const { report, alerts } = setUp();
  report({ ...leak, until: 9_000 }, { ...leak, source: 'alert' });
  expect(alerts()).toEqual([]);
});

it('ends what it raised when nobody makes reports any more', () => {
  const { report, later, alerts, clearAll } = setUp();
  report(leak);
  clearAll();
  later(31_000);
  expect(alerts()).toMatchObject([{ state: 'resolved' }]);
});
