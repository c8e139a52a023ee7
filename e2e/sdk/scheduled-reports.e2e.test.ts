import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { parseReport } from '@wasm-vitals/report';
import { launch } from './monitored-browser.js';

const SDK = fileURLToPath(new URL('../../packages/sdk/src', import.meta.url));

/** What the pages load: a monitor, and a report each hour, of which one was missed yesterday. */
const PAGE_SCRIPT = `
import { startMonitor } from '${SDK}/index.js';
import { PerformanceReporter } from '${SDK}/report.js';
window.failures = [];
addEventListener('unhandledrejection', ({ reason }) => failures.push(String(reason)));
window.monitor = startMonitor({ reportingInterval: 1000, application: { name: 'page', release: '7' } });
window.errors = [];
const reporter = new PerformanceReporter(monitor, { onError: (error) => errors.push(String(error)) });
window.reporter = reporter;
const recipients = [{ webhook: new URLSearchParams(location.search).get('hook') }];
window.stop = reporter.scheduleReports({ every: '1d', recipients });
`;

interface PageGlobals {
  readonly monitor: { history(): readonly unknown[] };
  readonly failures: readonly string[];
  readonly errors: readonly string[];
}

interface Received {
  readonly method: string | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

let received: Received[] = [];
/** Answers to come; 200 when there are none. */
let answers: number[] = [];
const hook = createServer((request, response) => {
  void (async () => {
    const cors = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type' };
    const body = await bodyOf(request);
    if (request.method === 'OPTIONS') return response.writeHead(204, cors).end();
    received.push({ method: request.method, type: request.headers['content-type'], body });
    return response.writeHead(answers.shift() ?? 200, cors).end();
  })();
});
let script = '';
const pages = createServer((request, response) => {
  const isScript = request.url === '/page.js';
  response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
  response.end(
    isScript ? script : '<!doctype html><title>page</title><script type="module" src="/page.js"></script>',
  );
});

let browser: Browser;
let [hookUrl, pageUrl] = ['', ''];

async function bundle(): Promise<string> {
  const id = 'virtual:scheduled-page';
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@wasm-vitals/source', 'module', 'browser', 'default'] },
    plugins: [
      {
        name: 'page',
        resolveId: (name) => (name === id ? `\0${id}` : undefined),
        load: (name) => (name === `\0${id}` ? PAGE_SCRIPT : undefined),
      },
    ],
    build: { write: false, rollupOptions: { input: id } },
  });
  const [result] = Array.isArray(built) ? built : [built];
  if (!result || !('output' in result)) throw new Error('vite gave no bundle');
  return result.output[0].code;
}

beforeAll(async () => {
  [browser, script, hookUrl, pageUrl] = await Promise.all([launch(), bundle(), listen(hook), listen(pages)]);
});
afterAll(async () => {
  await browser.close();
  hook.close();
  pages.close();
});
beforeEach(() => {
  received = [];
  answers = [];
});

const inPage = <T>(page: Page, read: (globals: PageGlobals) => T): Promise<T> =>
  page.evaluate(`(${String(read)})(globalThis)`);

async function openPage(missed: boolean): Promise<Page> {
  const context = await browser.newContext();
  const yesterday = Date.now() - 86_400_000;
  if (missed) {
    await context.addInitScript(
      `localStorage.getItem('wasm-vitals:schedule:1d') ?? localStorage.setItem('wasm-vitals:schedule:1d', '${String(yesterday)}')`,
    );
  }
  const page = await context.newPage();
  await page.goto(`${pageUrl}/?hook=${encodeURIComponent(hookUrl)}`);
  return page;
}

const snapshotsIn = (page: Page) => inPage(page, ({ monitor }) => monitor.history().length);

it('posts a missed report once, tries again where the endpoint is down, and not again after a reload', async () => {
  answers = [503];
  const page = await openPage(true);
  await expect.poll(() => received.length, { timeout: 60_000 }).toBe(2);
  expect(received[1]).toMatchObject({ method: 'POST', type: 'application/json' });
  expect(received[1]?.body).toBe(received[0]?.body);
  const report = parseReport(received[1]?.body ?? '');
  expect(report.application).toEqual({ name: 'page', release: '7' });
  expect(report.period.snapshots).toBeGreaterThanOrEqual(6);

  await page.reload();
  await expect.poll(() => snapshotsIn(page), { timeout: 60_000 }).toBeGreaterThanOrEqual(8);
  expect(received).toHaveLength(2);
  expect(await inPage(page, ({ failures, errors }) => [failures, errors])).toEqual([[], []]);
});

it('keeps what an endpoint refuses out of the page, and tells the host', async () => {
  answers = [403];
  const page = await openPage(true);
  await expect.poll(() => inPage(page, ({ errors }) => errors), { timeout: 60_000 }).toHaveLength(1);
  expect(await inPage(page, ({ errors }) => errors[0])).toMatch(/answered 403/);
  expect(await inPage(page, ({ failures }) => failures)).toEqual([]);
  expect(received).toHaveLength(1);
});
