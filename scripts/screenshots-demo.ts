/** Draws the demo, its module running and its dashboard open, for the README: light and dark, wide and narrow. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { startDemoServer } from '../apps/cortical-column/server/demo-server.js';
import { CHROMIUM_ARGS } from '../packages/cli/src/browser/chromium-args.js';
import { findChromium } from '../packages/cli/src/browser/find-chromium.js';

const FOLDER = fileURLToPath(new URL('../docs/images', import.meta.url));
/** Ticks to wait for: half a minute of charts. */
const TICKS = 30;
const SIZES = { wide: { width: 1_440, height: 900 }, narrow: { width: 400, height: 900 } } as const;

async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const server = await startDemoServer();
  const found = findChromium();
  const browser = await chromium.launch({
    args: CHROMIUM_ARGS,
    ...(found ? { executablePath: found.path } : {}),
  });
  for (const theme of ['dark', 'light'] as const) {
    for (const [name, viewport] of Object.entries(SIZES)) {
      const page = await browser.newPage({ viewport, colorScheme: theme });
      await page.goto(server.url);
      await page.waitForFunction(
        (ticks) => (window.corticalColumn?.monitor?.ticks().length ?? 0) >= ticks,
        TICKS,
        { timeout: 120_000 },
      );
      await page.getByRole('button', { name: '1 m', exact: true }).first().click();
      await page.waitForTimeout(1_000); // the charts redraw when the page is idle
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.screenshot({ path: `${FOLDER}/demo-${name}-${theme}.png` });
      await page.close();
    }
  }
  await browser.close();
  await server.close();
}

await main();
