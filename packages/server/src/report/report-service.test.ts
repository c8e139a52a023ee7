import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Anomaly, Report } from '@wasm-vitals/protocol';
import { parseReport, type ScheduleClock } from '@wasm-vitals/report';
import { openFileStore } from '../store/file-store.js';
import { recordedPage } from '../testing/recorded-page.js';
import { temporaryDirectory } from '../testing/temporary-directory.js';
import { createReportService, type ReportServiceOptions } from './report-service.js';

const HOUR = 3_600_000;
/** Midnight UTC. */
const START = Math.floor(1_790_000_000_000 / 86_400_000) * 86_400_000;

/** A clock that a test moves. */
function createClock(start: number) {
  let now = start;
  let timers: { readonly at: number; readonly run: () => void }[] = [];
  const clock: ScheduleClock = {
    now: () => now,
    setTimeout: (run, ms) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return timer;
    },
    clearTimeout: (handle) => {
      timers = timers.filter((timer) => timer !== handle);
    },
  };
  return {
    clock,
    /** As a machine that was asleep: time jumps, then the timers that are due run. */
    moveTo(time: number): void {
      now = time;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { run } of due) run();
    },
  };
}

/** A store with a leaking session of the demo and two healthy ones of another page, all in the first hour. */
async function filledStore() {
  const directory = await temporaryDirectory();
  const store = await openFileStore({ directory });
  onTestFinished(() => store.close());
  const pages = { leaking: 'cortical-column', calm: 'physics', calm2: 'physics' } as const;
  for (const [session, name] of Object.entries(pages)) {
    const snapshots = recordedPage(name, START + 60_000);
    await store.insert({ id: session, application: 'column', release: '2.0', session, snapshots });
  }
  return { store, scheduleFile: path.join(directory, 'schedules.json') };
}

async function setUp(more: Partial<ReportServiceOptions> = {}) {
  const filled = await filledStore();
  const time = createClock(START + 30_000);
  const start = async () => {
    const service = await createReportService({ ...filled, clock: time.clock, ...more });
    onTestFinished(() => service.close());
    return service;
  };
  return { ...time, start };
}

/** Each hour, of the one application, to a list. */
function hourly() {
  const got: Report[] = [];
  const recipients = [(report: Report) => void got.push(report)];
  return { got, schedule: { application: 'column', every: '1h', recipients } };
}

describe('report service', () => {
  it('reports of the session that did worst, from the store', async () => {
    const { start, moveTo } = await setUp();
    const service = await start();
    moveTo(START + HOUR);
    const report = await service.generateReport({ application: 'column', range: '1h' });
    expect(report.sessions).toMatchObject({ total: 3, shown: 'leaking' });
    expect(report.application).toEqual({ name: 'column', release: '2.0' });
    expect(report.summary[0]).toMatch(/memory leak/);
    expect(service.history('column')).toEqual([report]);
    const nothing = await service.generateReport({ application: 'unknown', range: '1h' });
    expect(nothing.status).toBe('unknown');
    await expect(service.generateReport({ application: 'column', range: '2h' as '1h' })).rejects.toThrow(
      /'15m', '1h', '24h' or \{ from, to \}/,
    );
  });

  it('makes each report once, catches up after it was down, and covers the time in between', async () => {
    const { start, moveTo } = await setUp();
    const { got, schedule } = hourly();
    const first = await start();
    first.scheduleReports(schedule);
    moveTo(START + HOUR);
    await vi.waitFor(() => expect(got).toHaveLength(1));
    expect(got[0]?.sessions?.total).toBe(3);
    await first.close();
    moveTo(START + 4.5 * HOUR);
    expect(got).toHaveLength(1);

    const second = await start();
    second.scheduleReports(schedule);
    moveTo(START + 4.5 * HOUR);
    await vi.waitFor(() => expect(got).toHaveLength(2));
    await second.close();

    const third = await start();
    third.scheduleReports(schedule);
    moveTo(START + 4.6 * HOUR);
    moveTo(START + 5 * HOUR);
    await vi.waitFor(() => expect(got).toHaveLength(3));
    expect(got.map(({ generatedAt }) => (generatedAt - START) / HOUR)).toEqual([1, 4.5, 5]);
  });

  it('catches up after a first start that ended before the first run', async () => {
    const { start, moveTo } = await setUp();
    const { got, schedule } = hourly();
    const first = await start();
    first.scheduleReports(schedule);
    await first.close();
    moveTo(START + 2 * HOUR);
    (await start()).scheduleReports(schedule);
    moveTo(START + 2 * HOUR);
    await vi.waitFor(() => expect(got).toHaveLength(1));
    expect(got[0]?.sessions?.total).toBe(3);
  });

  it('posts to a webhook, and tells of one that refuses without keeping the others from theirs', async () => {
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        if (request.url === '/hook') bodies.push(body);
        response.writeHead(request.url === '/hook' ? 204 : 403).end();
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => void server.close());
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const errors: unknown[] = [];
    const { start, moveTo } = await setUp({ onError: (error) => errors.push(error) });
    const service = await start();
    const recipients = [{ webhook: `${origin}/refuses` }, { webhook: `${origin}/hook` }];
    service.scheduleReports({ application: 'column', cron: '0 * * * *', recipients });
    moveTo(START + HOUR);
    await vi.waitFor(() => expect([bodies.length, errors.length]).toEqual([1, 1]));
    expect(parseReport(bodies[0] ?? '').sessions?.shown).toBe('leaking');
    expect(String(errors[0])).toContain('403');
  });

  it('raises what a report finds critical, and ends it once a report is without it', async () => {
    const told: string[] = [];
    const { start, moveTo } = await setUp({
      alerts: (application) => ({
        raise: ({ kind }: Anomaly) => told.push(`${application}: ${kind} raised`),
        clear: ({ kind }: Anomaly) => told.push(`${application}: ${kind} cleared`),
      }),
    });
    const service = await start();
    moveTo(START + HOUR);
    await service.generateReport({ application: 'column', range: '1h' });
    expect(told).toContain('column: memory-leak raised');
    moveTo(START + 3 * HOUR);
    await service.generateReport({ application: 'column', range: '1h' });
    expect(told).toContain('column: memory-leak cleared');
    const [earlier, later] = service.history('column').map(({ generatedAt }) => generatedAt);
    expect(service.compareReports('column', earlier ?? 0, later ?? 0)).toBeDefined();
    expect(() => service.compareReports('column', 1, 2)).toThrow(/no report of 1 is kept/);
  });

  it('refuses schedules and recipients that could never work, and a name that is taken', async () => {
    const { start } = await setUp();
    const service = await start();
    const application = 'column';
    expect(() => service.scheduleReports({ application, every: 'hourly', recipients: [] })).toThrow(
      /'15m', '1h' or '1d'/,
    );
    const nobody = { webhook: 'ftp://x' };
    expect(() => service.scheduleReports({ application, every: '1h', recipients: [nobody] })).toThrow(
      TypeError,
    );
    const stop = service.scheduleReports({ application, every: '1h', recipients: [] });
    expect(() => service.scheduleReports({ application, every: '1h', recipients: [] })).toThrow(
      /another name/,
    );
    stop();
    service.scheduleReports({ application, every: '1h', recipients: [] });
  });

  it('says what to do about a schedule file that can’t be read', async () => {
    const directory = await temporaryDirectory();
    const store = await openFileStore({ directory });
    onTestFinished(() => store.close());
    const scheduleFile = path.join(directory, 'x.json');
    await writeFile(scheduleFile, '[');
    await expect(createReportService({ store, scheduleFile })).rejects.toThrow(
      /delete it, and they begin anew/,
    );
  });
});
