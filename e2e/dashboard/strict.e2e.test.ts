import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStrict, type StrictBrowser } from './strict-browser.js';
import type { StrictPage } from './strict-page.js';

declare const strictPage: StrictPage;

let strict: StrictBrowser;

beforeAll(async () => {
  strict = await openStrict();
});

afterAll(() => strict?.close());

const violationsOf = (page: Page): Promise<string[]> => page.evaluate(() => strictPage.violations);

describe('under a strict content security policy with trusted types', () => {
  it('shows everything without one violation', async () => {
    const page = await strict.browser.newPage({ viewport: { width: 1_280, height: 1_000 } });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(strict.url);
    await page.waitForSelector('wv-chart[aria-label*=":"]');
    for (const tab of ['Latency', 'Memory', 'Modules', 'Functions'])
      await page.click(`role=tab[name="${tab}"]`);
    await page.click('wv-alert button.head >> nth=0');
    await page.waitForSelector('wv-alert wv-chart[aria-label*=":"]');
    await page.click('role=button[name="Pause"]');
    for (const format of ['csv', 'json', 'html']) {
      await page.click('wv-header summary');
      const button = `role=button[name="${format.toUpperCase()}"]`;
      const [file] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
      expect(file.suggestedFilename()).toMatch(new RegExp(`^wasm-vitals-.*\\.${format}$`));
    }
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
    const page = await strict.browser.newPage();
    await page.goto(strict.url);
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
