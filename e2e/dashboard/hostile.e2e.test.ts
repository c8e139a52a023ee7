import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOSTILE_STRINGS } from '../../packages/dashboard/src/testing/hostile.js';
import { openStrict, type StrictBrowser } from './strict-browser.js';
import type { StrictPage } from './strict-page.js';

declare const strictPage: StrictPage;

let strict: StrictBrowser;

beforeAll(async () => {
  strict = await openStrict();
});

afterAll(() => strict?.close());

describe('hostile text under a strict policy', () => {
  it('is shown as text, each of 200 strings in every field, and nothing of it runs', async () => {
    const page = await strict.browser.newPage({ viewport: { width: 1_280, height: 1_000 } });
    const errors: string[] = [];
    const requests: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('dialog', (dialog) => errors.push(`dialog: ${dialog.message()}`));
    await page.goto(`${strict.url}?bare`);
    page.on('request', (request) => requests.push(request.url()));
    for (let round = 0; round < HOSTILE_STRINGS.length; round++) {
      const found = await page.evaluate((at) => strictPage.hostile(at), round);
      expect(found, `round ${round}`).toEqual({ foreign: [], missing: [] });
    }
    expect(await page.evaluate(() => strictPage.runs())).toBe(0);
    expect(await page.evaluate(() => strictPage.violations)).toEqual([]);
    expect(errors).toEqual([]);
    expect(requests.filter((url) => !url.endsWith('/favicon.ico'))).toEqual([]);
    await page.close();
  }, 300_000);
});
