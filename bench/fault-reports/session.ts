import os from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { ActionRecord, Alert, Recommendation, Snapshot } from '@wasm-vitals/protocol';
import { writeSession } from '@wasm-vitals/report';
import { chromium, type Page } from 'playwright-core';
import { CHROMIUM_ARGS } from '../../packages/cli/src/browser/chromium-args.js';
import { findChromium } from '../../packages/cli/src/browser/find-chromium.js';
import { CALM_S, SESSION_S, type Plan } from './plan.js';

interface Readings {
  readonly snapshots: readonly Snapshot[];
  readonly alerts: readonly Alert[];
  readonly recommendations: readonly Recommendation[];
  readonly actions: readonly ActionRecord[];
}

/** Small, and few neurons: what is measured is the report, not how fast a machine draws without a graphics card. */
const VIEWPORT = { width: 320, height: 240 };
const SIZE = 0;
/** Somebody plays with the demo: a click on the column each so many seconds. */
const CLICK_S = 4;

const READ = `(() => {
  const { monitor } = corticalColumn;
  monitor.collectMetrics();
  return { snapshots: monitor.history(), alerts: monitor.alerts(), recommendations: monitor.recommendations(),
    actions: monitor.actions() };
})()`;

async function clickUntil(page: Page, end: number): Promise<void> {
  for (let click = 0; Date.now() < end; click++) {
    await wait(Math.max(0, Math.min(CLICK_S * 1_000, end - Date.now())));
    await page.mouse.click(VIEWPORT.width * (0.3 + 0.1 * (click % 5)), VIEWPORT.height * 0.5);
  }
}

/** Runs one session in a browser of its own, and gives it as a recording. */
export async function recordSession(plan: Plan, url: string): Promise<string> {
  const executablePath = findChromium()?.path;
  const browser = await chromium.launch({
    args: CHROMIUM_ARGS,
    ...(executablePath ? { executablePath } : {}),
  });
  try {
    const page = await browser.newPage({ viewport: VIEWPORT });
    const start = Date.now();
    await page.goto(`${url}?dashboard=off&size=${SIZE}`);
    await page.waitForFunction('window.corticalColumn !== undefined', undefined, { timeout: 120_000 });
    await clickUntil(page, start + CALM_S * 1_000);
    if (plan.fault !== 'none') {
      await page.evaluate(`corticalColumn.faults.start('${plan.fault}', ${plan.strength})`);
    }
    await clickUntil(page, start + SESSION_S * 1_000);
    const read = await page.evaluate<Readings>(READ);
    console.error(`${plan.fault}: ${read.snapshots.length} snapshots, load ${os.loadavg()[0]?.toFixed(1)}`);
    const header = { application: 'cortical-column', release: '0.1.0', recordedAt: Date.now() };
    return writeSession({ header, ...read });
  } finally {
    await browser.close();
  }
}
