/**
 * Renders the dashboard in each state, light and dark, wide and narrow, into docs/images/dashboard-*.png.
 * `tsx scripts/screenshots-dashboard.ts [name part] [--out folder]`
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { CHROMIUM_ARGS } from '../packages/cli/src/browser/chromium-args.js';
import { findChromium } from '../packages/cli/src/browser/find-chromium.js';
import { STATES } from '../packages/dashboard/src/testing/fake-world.js';

const ROOT = path.resolve(import.meta.dirname, '..');
/** As much as fits on a screen: the rest of a wide dashboard would double the size of the file. */
const WIDE_HEIGHT = 840;
const NARROW_HEIGHT = 2_000;
const WIDTHS = { wide: 1360, narrow: 400 } as const;
const THEMES = ['light', 'dark'] as const;

interface Picture {
  readonly name: string;
  readonly query: string;
  readonly width: number;
  readonly height?: number;
  /** Only the last so many pixels: what is asked for lies below. */
  readonly tail?: number;
  readonly clicks?: readonly string[];
}

/** Clicked in this order before the picture is taken; every open shadow root is looked into. */
const VIEWS: readonly Picture[] = THEMES.flatMap((theme) => [
  { name: `dashboard-badge-${theme}`, query: `state=degraded&theme=${theme}&badge`, width: 420, height: 90 },
  ...['Functions', 'Latency', 'Memory', 'Modules'].map((tab) => ({
    name: `dashboard-${tab.toLowerCase()}-${theme}`,
    query: `state=critical&theme=${theme}`,
    width: WIDTHS.wide,
    tail: WIDE_HEIGHT,
    clicks: [`role=tab[name="${tab}"]`],
  })),
  {
    name: `dashboard-alert-${theme}`,
    query: `state=critical&theme=${theme}`,
    width: WIDTHS.narrow,
    height: 1_600,
    clicks: ['wv-alert button.head >> nth=1'],
  },
]);

function pictures(): Picture[] {
  return [...states(), ...VIEWS];
}

function states(): Picture[] {
  return STATES.flatMap((state) =>
    THEMES.flatMap((theme) =>
      Object.entries(WIDTHS).map(([size, width]) => ({
        name: `dashboard-${state}-${theme}-${size}`,
        query: `state=${state}&theme=${theme}`,
        width,
        height: size === 'wide' ? WIDE_HEIGHT : NARROW_HEIGHT,
      })),
    ),
  );
}

async function startVite(): Promise<ViteDevServer> {
  const server = await createServer({ root: path.join(ROOT, 'packages/dashboard'), logLevel: 'error' });
  return server.listen(0);
}

async function take(browser: Browser, base: string, picture: Picture, folder: string): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: picture.width, height: picture.height ?? 900 },
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  page.on('pageerror', (error) => console.error(`${picture.name}: ${error.message}`));
  await page.goto(`${base}?${picture.query}`);
  // Charts draw only on screen: make all of the page the screen first.
  await page.waitForSelector('wv-header, wv-badge');
  for (const selector of picture.clicks ?? []) await page.click(selector);
  const height = await page.evaluate(async () => {
    await customElements.whenDefined('performance-dashboard');
    await new Promise((done) => setTimeout(done, 300));
    return document.documentElement.scrollHeight;
  });
  await page.setViewportSize({
    width: picture.width,
    height: picture.height ?? Math.max(500, height),
  });
  await page.waitForTimeout(1_200);
  const y = picture.tail === undefined ? 0 : Math.max(0, height - picture.tail);
  const shown = page.viewportSize()?.height ?? height;
  await page.screenshot({
    path: path.join(folder, `${picture.name}.png`),
    clip: { x: 0, y, width: picture.width, height: shown - y },
  });
  await page.close();
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string', default: path.join(ROOT, 'docs/images') } },
  });
  const wanted = pictures().filter(
    ({ name }) => positionals.length === 0 || positionals.some((part) => name.includes(part)),
  );
  await mkdir(values.out, { recursive: true });
  const server = await startVite();
  const found = findChromium();
  const browser = await chromium.launch({
    args: CHROMIUM_ARGS,
    ...(found ? { executablePath: found.path } : {}),
  });
  try {
    for (const picture of wanted) {
      await take(browser, server.resolvedUrls?.local[0] ?? '', picture, values.out);
      console.log(picture.name);
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
