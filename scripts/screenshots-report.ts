/**
 * Draws the report of the demo's golden session: light and dark, wide and narrow, for the docs; with `--pdf FILE` also as
 * it prints on A4.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { exportReport, generateReport, readSession } from '@wasm-vitals/report';
import { CHROMIUM_ARGS } from '../packages/cli/src/browser/chromium-args.js';
import { findChromium } from '../packages/cli/src/browser/find-chromium.js';

const FOLDER = fileURLToPath(new URL('../docs/images', import.meta.url));
const GOLDEN = fileURLToPath(new URL('../packages/report/golden/cortical-column.jsonl.gz', import.meta.url));
const WIDTHS = [1_280, 400] as const;
/** Verdict, findings, advice and the first charts: the rest is tables. */
const HEIGHT = 1_700;

const { values } = parseArgs({
  options: {
    recording: { type: 'string', default: GOLDEN },
    folder: { type: 'string', default: FOLDER },
    pdf: { type: 'string' },
  },
});

const bytes = readFileSync(values.recording);
const session = readSession((bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8'));
const generatedAt = session.snapshots.at(-1)?.timestamp ?? 0;
const text = exportReport(generateReport({ ...session, generatedAt }), 'html');
console.log(`${(text.length / 1_000).toFixed(0)} kB of HTML`);

const found = findChromium();
const browser = await chromium.launch({
  args: CHROMIUM_ARGS,
  ...(found ? { executablePath: found.path } : {}),
});
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of WIDTHS) {
      const page = await browser.newPage({ viewport: { width, height: HEIGHT }, colorScheme });
      await page.setContent(text);
      await page.screenshot({ path: `${values.folder}/report-${colorScheme}-${String(width)}.png` });
      await page.close();
    }
  }
  if (values.pdf !== undefined) {
    const page = await browser.newPage();
    await page.setContent(text);
    await page.pdf({ path: values.pdf, format: 'A4', preferCSSPageSize: true });
  }
} finally {
  await browser.close();
}
