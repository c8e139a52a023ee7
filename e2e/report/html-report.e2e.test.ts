import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportReport, generateReport } from '@wasm-vitals/report';
import { CHROMIUM_ARGS } from '../../packages/cli/src/browser/chromium-args.js';
import { findChromium } from '../../packages/cli/src/browser/find-chromium.js';
import { HOSTILE_NAMES } from '../../packages/report/src/testing/hostile-names.js';
import { SESSION_START, syntheticSession } from '../../packages/report/src/testing/synthetic-session.js';
import { newFolder } from '../cli/run-process.js';

const folder = newFolder();
const session = { snapshots: syntheticSession({ seed: 1, fault: 'linear-memory-leak' }) };
const generatedAt = SESSION_START + 4_000_000;

let browser: Browser;
beforeAll(async () => {
  const executablePath = findChromium()?.path;
  browser = await chromium.launch({ args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) });
});
afterAll(() => browser.close());

async function open(html: string, options: Parameters<Browser['newPage']>[0] = {}) {
  const file = path.join(folder, `report-${Math.random().toString(36).slice(2)}.html`);
  writeFileSync(file, html);
  const page = await browser.newPage(options);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  const url = pathToFileURL(file).href;
  await page.goto(url, { waitUntil: 'networkidle' });
  return { page, requests, errors, url };
}

it('asks for nothing but itself, whatever names are in it', async () => {
  const functions = HOSTILE_NAMES.map((name) => ({
    ...({ name, kind: 'export', calls: 1, totalTime: 1, errors: 0, samplingRate: 1 } as const),
  }));
  const snapshots = session.snapshots.map((snapshot) =>
    'status' in snapshot.wasm && snapshot.wasm.status === 'active'
      ? { ...snapshot, wasm: { ...snapshot.wasm, functions } }
      : snapshot,
  );
  for (const name of HOSTILE_NAMES.slice(0, 8)) {
    const report = generateReport({ ...session, snapshots, generatedAt, url: name, application: { name } });
    const { page, requests, errors, url } = await open(exportReport(report, 'html'));
    expect(requests).toEqual([url]);
    expect(errors).toEqual([]);
    expect(await page.evaluate('typeof pwned')).toBe('undefined');
    await page.close();
  }
});

it('is under 300 KB for an hour, and as wide as its page, on a phone and on paper', async () => {
  const hour = syntheticSession({ seed: 1, seconds: 3_600, fault: 'stalls', onset: 1_200 });
  const html = exportReport(generateReport({ snapshots: hour, generatedAt }), 'html');
  expect(Buffer.byteLength(html)).toBeLessThan(300_000);
  for (const width of [400, 1_280]) {
    const { page } = await open(html, { viewport: { width, height: 900 } });
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(width);
    await page.close();
  }
  const { page } = await open(html);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  // A4, upright, in points
  expect(pdf.toString('latin1')).toMatch(/\/MediaBox\s*\[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
  await page.close();
});
