import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGS } from '../../packages/cli/src/browser/chromium-args.js';
import { findChromium } from '../../packages/cli/src/browser/find-chromium.js';
import { serveStrict, type StrictServer } from './serve-strict.js';
import type { StrictPage } from './strict-page.js';

declare const strictPage: StrictPage;

let server: StrictServer;
let browser: Browser;

beforeAll(async () => {
  server = await serveStrict();
  const found = findChromium();
  browser = await chromium.launch({ args: CHROMIUM_ARGS, ...(found ? { executablePath: found.path } : {}) });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const violationsOf = (page: Page): Promise<string[]> => page.evaluate(() => strictPage.violations);

describe('under a strict content security policy with trusted types', () => {
  it('shows everything without one violation', async () => {
    const page = await browser.newPage({ viewport: { width: 1_280, height: 1_000 } });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(server.url);
    await page.waitForSelector('wv-chart[aria-label*=":"]');
    for (const tab of ['Latency', 'Memory', 'Modules', 'Functions'])
      await page.click(`role=tab[name="${tab}"]`);
    await page.click('wv-alert button.head >> nth=0');
    await page.waitForSelector('wv-alert wv-chart[aria-label*=":"]');
    await page.click('role=button[name="Pause"]');
    await page.click('wv-header summary');
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('role=button[name="CSV"]')]);
    expect(file.suggestedFilename()).toMatch(/^wasm-vitals-.*\.csv$/);
    const style = await page.evaluate(() => {
      const card = document.querySelector('performance-dashboard')?.shadowRoot?.querySelector('wv-card');
      const section = card?.shadowRoot?.querySelector('section');
      return section ? getComputedStyle(section).borderRadius : '';
    });
    expect(style).toBe('10px');
    expect(await violationsOf(page)).toEqual([]);
    // The missing favicon is the browser's own request, and the policy rightly stops it.
    expect(errors.filter((text) => !text.includes('favicon'))).toEqual([]);
    await page.close();
  });

  it('would notice a violation', async () => {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.waitForSelector('wv-header');
    await page.evaluate(() => {
      const host = document.createElement('div');
      host.setAttribute('style', 'color: red');
      try {
        host.innerHTML = '<b>x</b>';
      } catch {
        // Trusted types throw; the event is what counts here.
      }
    });
    await expect
      .poll(async () => (await violationsOf(page)).join('\n'))
      .toMatch(/style-src-attr[^]*require-trusted-types-for/);
    await page.close();
  });
});

interface Counters {
  readonly nodes: number;
  readonly jsEventListeners: number;
}

async function counters(session: CDPSession): Promise<Counters> {
  // Weak references and finalisers need more than one collection.
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  return { nodes, jsEventListeners };
}

/**
 * One dashboard is about 2,300 nodes and 65 listeners. The engine may hold the newest one for a while, so one is
 * allowed; anything kept of each of 1,000 would be far more.
 */
const NODES_SPARE = 3_500;
const LISTENERS_SPARE = 130;

describe('mounting and unmounting', () => {
  it('keeps no node and no listener after 1,000 times', async () => {
    const page = await browser.newPage({ viewport: { width: 1_280, height: 1_000 } });
    await page.goto(`${server.url}?bare`);
    const session = await page.context().newCDPSession(page);
    // The browser keeps the newest one for a while: after a warm-up it is there before and after.
    await page.evaluate(() => strictPage.cycle(150));
    const before = await counters(session);
    await page.evaluate(() => strictPage.cycle(1_000));
    const after = await counters(session);
    expect(after.nodes - before.nodes).toBeLessThan(NODES_SPARE);
    expect(after.jsEventListeners - before.jsEventListeners).toBeLessThan(LISTENERS_SPARE);
    await page.close();
  }, 240_000);
});
