import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Alert } from '@wasm-vitals/protocol';
import { healthySnapshot } from '../testing/snapshot.js';
import { PerformanceReporter, type ReportSource } from './performance-reporter.js';

const start = Date.UTC(2026, 0, 1);

const alert = (severity: Alert['severity'], state: Alert['state']): Alert => ({
  id: `${severity}-${state}`,
  kind: 'stall',
  metric: 'rendering.fps',
  severity,
  state,
  title: '',
  message: '',
  openedAt: start,
  updatedAt: start,
  current: 1,
  anomalies: [],
});

const source: ReportSource = {
  application: { name: 'column' },
  history: () => Array.from({ length: 20 }, (_, i) => healthySnapshot(i)),
  alerts: () => [alert('critical', 'open'), alert('critical', 'resolved'), alert('warning', 'open')],
};

beforeEach(() => void vi.useFakeTimers({ now: start + 100_000 }));
afterEach(() => void vi.useRealTimers());

describe('PerformanceReporter', () => {
  it('makes, keeps, exports and compares reports', () => {
    const reporter = new PerformanceReporter(source);
    const first = reporter.generateReport();
    vi.setSystemTime(start + 200_000);
    const second = reporter.generateReport('15m');
    expect(first.application).toEqual({ name: 'column' });
    expect(reporter.history()).toEqual([first, second]);
    expect(JSON.parse(reporter.exportReport(first, 'json'))).toEqual(JSON.parse(JSON.stringify(first)));
    expect(reporter.exportReport(first, 'html')).toMatch(/^<!doctype html>/i);
    expect(reporter.compareReports(first.generatedAt, second.generatedAt)).toBeDefined();
    expect(reporter.criticalAlerts().map(({ id }) => id)).toEqual(['critical-open']);
  });

  it('hands a report to every recipient when it is due, though one fails', async () => {
    const onError = vi.fn();
    const last = vi.fn();
    const reporter = new PerformanceReporter(source, { onError });
    const failing = () => {
      throw new Error('no paper');
    };
    reporter.scheduleReports('15m', [failing, () => Promise.reject(new Error('no ink')), last]);
    await vi.advanceTimersByTimeAsync(15 * 60_000);
    expect(last).toHaveBeenCalledExactlyOnceWith(reporter.history()[0]);
    expect(onError.mock.calls.map(([error]) => (error as Error).message)).toEqual(['no paper', 'no ink']);
    reporter.stop();
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(last).toHaveBeenCalledOnce();
  });

  it('refuses a schedule and a range that it does not know', () => {
    const reporter = new PerformanceReporter(source);
    expect(() => reporter.scheduleReports('sometimes', [])).toThrow(RangeError);
    expect(() => reporter.generateReport('1y' as never)).toThrow(RangeError);
  });
});
