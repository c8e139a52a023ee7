import os from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { ActionRecord, Alert, Tick } from '@wasm-vitals/protocol';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS } from '../../packages/cli/src/browser/chromium-args.js';
import { findChromium } from '../../packages/cli/src/browser/find-chromium.js';
import { NO_DRAWING, PAGE_SCRIPT } from './page-script.js';
import type { Run } from './plan.js';
import type { RunRecord } from './record.js';

/** Detection warms up for 120 s; some seconds of healthy ticks after that are what a loss is measured against. */
export const WARM_UP_S = 124;
/** An alert is over after 30 s of silence; the healthy stretch before the next fault comes on top. */
export const REST_S = 46;
const HEALTHY_MS = 30_000;
/** Small: what is measured is the loop, not how fast this machine draws. */
const VIEWPORT = { width: 240, height: 160 };

interface Readings {
  readonly ticks: readonly Tick[];
  readonly actions: readonly ActionRecord[];
  readonly alerts: readonly Pick<Alert, 'kind' | 'openedAt'>[];
}

/** One page of the demo in a browser of its own, warmed up. Runs follow each other in it. */
export interface Session {
  run(run: Run): Promise<RunRecord>;
  /** Ends the fault, puts the levels back, with a new instance, and waits until all is well again. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

async function openPage(url: string) {
  const executablePath = findChromium()?.path;
  const browser = await chromium.launch({
    args: CHROMIUM_ARGS,
    ...(executablePath ? { executablePath } : {}),
  });
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.addInitScript(NO_DRAWING);
  await page.goto(`${url}?dashboard=off&size=0`);
  await page.waitForFunction('window.corticalColumn !== undefined', undefined, { timeout: 120_000 });
  await page.evaluate(PAGE_SCRIPT);
  return { page, close: () => browser.close() };
}

export async function startSession(url: string): Promise<Session> {
  const { page, close } = await openPage(url);
  const levels = JSON.stringify(await page.evaluate('bench.first()'));
  await wait(WARM_UP_S * 1000);

  async function begin({ mode, fault, strength }: Run): Promise<void> {
    await page.evaluate(`bench.arm('${mode === 'loop' || mode === 'quiet' ? 'automatic' : 'manual'}')`);
    if (mode === 'quiet') return;
    await page.evaluate(`corticalColumn.faults.start('${fault}', ${strength})`);
    if (mode === 'placebo' || mode === 'harmful') await page.evaluate(`bench.bad('${mode}', '${fault}')`);
  }

  return {
    async run(run) {
      const onset = Date.now();
      await begin(run);
      await wait(run.seconds * 1000);
      const since = run.mode === 'quiet' ? onset : onset - HEALTHY_MS;
      const read = await page.evaluate<Readings>(`bench.read(${since})`);
      return { ...run, onset, ...read, load: os.loadavg()[0] ?? 0 };
    },
    async rest() {
      await page.evaluate(`corticalColumn.faults.stopAll(), bench.good(), bench.arm('manual')`);
      await wait(2_000);
      await page.evaluate(`bench.reset(${levels})`);
      await wait((REST_S - 2) * 1000);
    },
    close,
  };
}
