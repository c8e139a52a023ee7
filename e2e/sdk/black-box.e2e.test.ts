import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { servePages, type PageServer } from '../pages/serve-pages.js';
import { launch, monitoredContext } from './monitored-browser.js';

let server: PageServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([servePages(), launch()]);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

const kept = (page: Page): Promise<number> =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('wasm-vitals:')).length);

/** Opens the physics page and waits until it has run for some ticks and written its record. */
async function openAndRun(page: Page): Promise<void> {
  await page.goto(`${server.origin}/physics.html`);
  await page.waitForFunction(() => monitor.ticks().length >= 3 && Object.keys(localStorage).length > 0);
}

it('tells the next page what the crashed one saw last', async () => {
  const context = await monitoredContext(browser);
  const page = await context.newPage();
  await openAndRun(page);
  const crashed = page.waitForEvent('crash');
  const session = await context.newCDPSession(page);
  void session.send('Page.crash').catch(() => undefined);
  await crashed;

  const next = await context.newPage();
  await next.goto(`${server.origin}/physics.html`);
  const crash = await next.evaluate(
    () =>
      new Promise<NonNullable<typeof monitor.previousCrash>>((resolve) => monitor.onPreviousCrash(resolve)),
  );
  expect(crash).toMatchObject({ suspected: 'unknown', release: '7' });
  expect(crash.ticks.length).toBeGreaterThanOrEqual(2);
  expect(crash.ticks.at(-1)).toHaveProperty('wasmCalls');
  expect(Date.now() - crash.lastSeen).toBeLessThan(120_000);
  expect(await next.evaluate(() => monitor.previousCrash)).toEqual(crash);
  expect(await next.evaluate(() => monitor.collectMetrics().overhead)).toMatchObject({ faults: 0 });
  await context.close();
});

it('keeps what a page saw that ran out of memory, with its process killed by that', async () => {
  // a small heap is full at its limit like a large one only where the young generation is small too
  const small = await launch(['--js-flags=--max-old-space-size=120 --max-semi-space-size=1']);
  const context = await monitoredContext(small);
  const page = await context.newPage();
  await openAndRun(page);
  const crashed = page.waitForEvent('crash', { timeout: 100_000 });
  // as slow as a leak is: the readings of the last seconds see it coming
  await page.evaluate(() => {
    const kept: object[] = [];
    monitor.context.mark('scene', 'leak');
    setInterval(() => {
      for (let i = 0; i < 4_000; i++) kept.push({ i, list: [i, i, i, i, i, i, i, i] });
    }, 50);
  });
  await crashed;

  const next = await context.newPage();
  await next.goto(`${server.origin}/button.html`);
  const crash = await next.evaluate(
    () =>
      new Promise<NonNullable<typeof monitor.previousCrash>>((resolve) => monitor.onPreviousCrash(resolve)),
  );
  expect(crash).toMatchObject({ suspected: 'out-of-memory', release: '7', marks: { scene: 'leak' } });
  expect(crash.memory?.jsHeapLimit).toBeLessThan(400e6);
  await context.close();
  await small.close();
});

it('writes into the browser’s own crash report where it has one', async () => {
  const context = await monitoredContext(browser);
  await context.addInitScript(() => {
    const { crashReport } = globalThis as { crashReport?: { set(key: string, value: string): unknown } };
    if (!crashReport) return;
    const { set } = Object.getPrototypeOf(crashReport) as typeof crashReport;
    Object.assign(globalThis, { reported: [] });
    crashReport.set = function (key, value) {
      const result = set.call(this, key, value);
      (globalThis as unknown as { reported: string[] }).reported.push(`${key} ${value}`);
      return result;
    };
  });
  const page = await context.newPage();
  await openAndRun(page);
  type Page = { readonly crashReport?: object; readonly reported?: string[] };
  if (!(await page.evaluate(() => (globalThis as Page).crashReport !== undefined))) return;
  const reported = (): Promise<string | undefined> => page.evaluate(() => (globalThis as Page).reported?.[0]);
  await expect.poll(reported).toMatch(/^wasm-vitals \{"version":1,.*"ticks":\[/);
  expect(await page.evaluate(() => monitor.collectMetrics().overhead)).toMatchObject({ faults: 0 });
  await context.close();
});

it('leaves nothing behind where a page moves on or is closed', async () => {
  const context = await monitoredContext(browser);
  const page = await context.newPage();
  await openAndRun(page);
  await page.goto(`${server.origin}/button.html`);
  await page.waitForFunction(() => Object.keys(localStorage).length > 0);
  expect(await kept(page)).toBe(1); // its own
  await page.close({ runBeforeUnload: true });
  const last = await context.newPage();
  await last.goto(`${server.origin}/button.html`);
  await last.evaluate(() => monitor.stop());
  await expect.poll(() => kept(last)).toBe(0);
  await context.close();
});
