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

  it('catches up one run that was missed between two pages, and makes none twice', async () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    const got: string[] = [];
    const open = (page: string, snapshots = 20) => {
      const history = () => Array.from({ length: snapshots }, (_, i) => healthySnapshot(i));
      const reporter = new PerformanceReporter({ history }, { storage });
      reporter.scheduleReports({
        cron: '0 * * * *',
        name: 'hourly',
        recipients: [() => void got.push(page)],
      });
      return reporter;
    };
    const first = open('first');
    await vi.advanceTimersByTimeAsync(2 * 3_600_000); // due at 01:00 and 02:00
    expect(got).toEqual(['first', 'first']);
    first.stop();
    await vi.advanceTimersByTimeAsync(5 * 3_600_000); // nobody there at 03:00 to 07:00
    const second = open('second');
    const twin = open('twin');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(got.slice(2)).toEqual(['second']);
    second.stop();
    twin.stop();
    open('third').stop();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(got).toHaveLength(3);
  });

  it('waits with a run that was missed until the page has something to report', async () => {
    const storage = { getItem: () => String(start - 7_200_000), setItem: () => undefined };
    let snapshots = 0;
    const history = () => Array.from({ length: snapshots }, (_, i) => healthySnapshot(i));
    const got = vi.fn();
    const reporter = new PerformanceReporter({ history }, { storage });
    reporter.scheduleReports({ every: '1h', recipients: [got] });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(got).not.toHaveBeenCalled();
    snapshots = 6;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(got).toHaveBeenCalledOnce();
    reporter.stop();
  });

  it('stops amid its waiting, and hands nothing over after that', async () => {
    const got = vi.fn();
    const storage = { getItem: () => String(start - 7_200_000), setItem: () => undefined };
    const reporter = new PerformanceReporter({ history: () => [] }, { storage });
    const stop = reporter.scheduleReports({ every: '1h', recipients: [got] });
    await vi.advanceTimersByTimeAsync(1_000);
    stop();
    await vi.advanceTimersByTimeAsync(7_200_000);
    expect(got).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('refuses a schedule and a range that it does not know', () => {
    const reporter = new PerformanceReporter(source);
    expect(() => reporter.scheduleReports('sometimes', [])).toThrow(RangeError);
    expect(() => reporter.scheduleReports({ every: '5x', recipients: [] })).toThrow(/'15m', '1h' or '1d'/);
    expect(() => reporter.scheduleReports({ every: '1h', recipients: ['me' as never] })).toThrow(TypeError);
    expect(() => reporter.generateReport('1y' as never)).toThrow(RangeError);
  });
});
