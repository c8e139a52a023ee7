import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { servePages, type PageServer } from '../pages/serve-pages.js';
import { launch, monitoredContext } from './monitored-browser.js';

let server: PageServer;
let browser: Browser;

beforeAll(async () => {
  // headless Chromium has timer queries only where the processor draws by this
  [server, browser] = await Promise.all([servePages(), launch(['--use-angle=swiftshader'])]);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

interface GpuPage {
  readonly load: { turns: number; ownQuery: boolean };
  countErrors(): number;
  readonly result?: string;
}

async function openPage(): Promise<Page> {
  const context = await monitoredContext(browser);
  const page = await context.newPage();
  await page.goto(`${server.origin}/gpu.html`);
  await page.waitForFunction(() => (globalThis as unknown as GpuPage).result !== undefined);
  return page;
}

const setLoad = (page: Page, load: Partial<GpuPage['load']>): Promise<void> =>
  page.evaluate((change) => void Object.assign((globalThis as unknown as GpuPage).load, change), load);
const gpuTimes = (page: Page): Promise<number[]> =>
  page.evaluate(() =>
    monitor.history().flatMap(({ rendering }) => ('gpuTime' in rendering ? [rendering.gpuTime ?? 0] : [])),
  );

it('measures the GPU’s time, and blames it for the frames that waited for it', async () => {
  const page = await openPage();
  await expect.poll(async () => (await gpuTimes(page)).length, { timeout: 60_000 }).toBeGreaterThan(1);
  const light = Math.max(...(await gpuTimes(page)));
  await setLoad(page, { turns: 200 });
  await expect
    .poll(async () => Math.max(...(await gpuTimes(page))), { timeout: 60_000 })
    .toBeGreaterThan(3 * light);
  const verdicts = (): Promise<string[]> =>
    page.evaluate(() =>
      monitor
        .history()
        .flatMap(({ rendering }) => ('longFrames' in rendering ? rendering.longFrames : []))
        .map(({ verdict }) => `${verdict?.cause} ${(verdict?.confidence ?? 0) > 0.5 ? 'sure' : 'unsure'}`),
    );
  await expect.poll(verdicts, { timeout: 60_000 }).toContain('gpu sure');
  const { unsupported, overhead } = await page.evaluate(() => monitor.collectMetrics());
  expect(unsupported).not.toContain('rendering.gpuTime');
  expect(overhead).toMatchObject({ faults: 0 });
  expect(await page.evaluate(() => (globalThis as unknown as GpuPage).countErrors())).toBe(0);
  await page.context().close();
});

it('leaves a timer query of the page alone', async () => {
  const page = await openPage();
  await setLoad(page, { ownQuery: true });
  const measured = (await gpuTimes(page)).length;
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const stop = monitor.subscribe(() => monitor.history().length > 6 && (stop(), resolve()));
      }),
  );
  // the answers to what was drawn before may still have come
  expect((await gpuTimes(page)).length).toBeLessThanOrEqual(measured + 2);
  expect(await page.evaluate(() => (globalThis as unknown as GpuPage).countErrors())).toBe(0);
  await page.context().close();
});
