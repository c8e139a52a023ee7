import os from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { ActionRecord, Alert, Tick } from '@wasm-vitals/protocol';
import { chromium, type Page } from 'playwright-core';
import { startDemoServer } from '../../apps/cortical-column/server/demo-server.js';
import { CHROMIUM_ARGS } from '../../packages/cli/src/browser/chromium-args.js';
import { findChromium } from '../../packages/cli/src/browser/find-chromium.js';
import type { Run } from './plan.js';
import type { RunRecord } from './record.js';

/** Detection warms up for 120 s; some seconds of healthy ticks after that are what a loss is measured against. */
const WARM_UP_S = 124;
const FAULT_S = 75;
/** An alert is over after 30 s of silence; the healthy stretch before the next fault comes on top. */
const REST_S = 48;
const TRIALS_S = 160;
const QUIET_S = 300;

interface Readings {
  readonly ticks: readonly Tick[];
  readonly actions: readonly ActionRecord[];
  readonly alerts: readonly Pick<Alert, 'kind' | 'openedAt'>[];
}

/** One page of the demo, warmed up. Runs follow each other in it. */
export interface Session {
  run(run: Run): Promise<RunRecord>;
  /** Ends the fault, puts the levels back, and waits until all is well again. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

/** Seconds that a run takes with the rest after it. */
export function secondsOf({ mode }: Run): number {
  if (mode === 'quiet') return QUIET_S;
  return (mode === 'placebo' || mode === 'harmful' ? TRIALS_S : FAULT_S) + REST_S;
}

/** The page's own parts by name, as a script in it sees them. Written as text: a bundler's marks don't exist there. */
const PAGE = `
window.bench = {
  names: () => ['draw-fewer-neurons','lower-resolution','coarser-simulation-step','trim-stimulus-cache',
    'widen-stimulus-cache','unload-datasets','recycle-instance'],
  arm(mode) {
    for (const name of this.names()) corticalColumn.monitor.optimizer.setMode(name, mode);
  },
  first: () => corticalColumn.quality.map((control) => control.kind === 'once' ? undefined : control.get()),
  reset(levels) {
    corticalColumn.quality.forEach((control, i) => {
      if (typeof levels[i] === 'number' && control.get() !== levels[i]) control.set(levels[i]);
    });
  },
  bad(name, burn) {
    let on = false;
    const frame = () => {
      if (!on) return;
      const end = performance.now() + burn;
      while (performance.now() < end);
      requestAnimationFrame(frame);
    };
    const apply = () => { if (burn > 0 && !on) { on = true; requestAnimationFrame(frame); } };
    corticalColumn.monitor.registerAction({ name, kind: 'lower-compute-cost', cost: 0, mode: 'manual', coolDown: 10_000,
      apply, revert: () => { on = false; } });
  },
  read: (since) => ({
    ticks: corticalColumn.monitor.ticks().filter((tick) => tick.timestamp >= since)
      .map(({ functions, ...tick }) => tick),
    actions: corticalColumn.monitor.actions().filter((line) => line.timestamp >= since),
    alerts: corticalColumn.monitor.alerts().filter((alert) => alert.updatedAt >= since)
      .map(({ kind, openedAt, anomalies }) => ({ kind, openedAt, all: anomalies.map((one) => one.kind) })),
  }),
  rearm(name) {
    const last = corticalColumn.monitor.actions().at(-1);
    if (last && last.action === name && last.event !== 'applied') corticalColumn.monitor.optimizer.setMode(name, 'automatic');
  },
};`;

const BAD = { placebo: 'bench-placebo', harmful: 'bench-harmful' } as const;
/** A third of a frame's time at 60 Hz, in each frame. */
const HARM_MS = 6;

async function openPage(url: string): Promise<{ page: Page; close: () => Promise<void> }> {
  const executablePath = findChromium()?.path;
  const browser = await chromium.launch({
    args: CHROMIUM_ARGS,
    ...(executablePath ? { executablePath } : {}),
  });
  // Small, and few neurons: what is measured is the loop, not how fast this machine draws without a graphics card.
  const page = await browser.newPage({ viewport: { width: 240, height: 160 } });
  await page.goto(`${url}?dashboard=off&size=0`);
  await page.waitForFunction('window.corticalColumn !== undefined', undefined, { timeout: 120_000 });
  await page.evaluate(PAGE);
  await page.evaluate(`bench.bad('bench-placebo', 0), bench.bad('bench-harmful', ${HARM_MS})`);
  return { page, close: () => browser.close() };
}

export async function startSession(): Promise<Session> {
  const server = await startDemoServer();
  const { page, close } = await openPage(server.url);
  const levels = JSON.stringify(await page.evaluate('bench.first()'));
  await wait(WARM_UP_S * 1000);

  async function rest(): Promise<void> {
    await page.evaluate(`corticalColumn.faults.stopAll(), bench.arm('manual')`);
    for (const name of Object.values(BAD)) {
      await page.evaluate(`corticalColumn.monitor.optimizer.setMode('${name}', 'manual')`);
    }
    await wait(2_000);
    await page.evaluate(`bench.reset(${levels})`);
    await wait((REST_S - 2) * 1000);
  }

  async function misbehave(run: Run): Promise<void> {
    if (run.mode === 'quiet') return wait(QUIET_S * 1000);
    const bad = run.mode === 'placebo' || run.mode === 'harmful' ? BAD[run.mode] : undefined;
    if (bad) await page.evaluate(`corticalColumn.monitor.optimizer.setMode('${bad}', 'automatic')`);
    await page.evaluate(`corticalColumn.faults.start('${run.fault}', ${run.strength})`);
    const until = Date.now() + (bad ? TRIALS_S : FAULT_S) * 1000;
    while (Date.now() < until) {
      await wait(1_000);
      if (bad) await page.evaluate(`bench.rearm('${bad}')`);
    }
  }

  return {
    async run(run) {
      await page.evaluate(
        `bench.arm('${run.mode === 'loop' || run.mode === 'quiet' ? 'automatic' : 'manual'}')`,
      );
      const onset = Date.now();
      await misbehave(run);
      const since = run.mode === 'quiet' ? onset : onset - 30_000;
      const read = await page.evaluate<Readings>(`bench.read(${since})`);
      return { ...run, onset, ...read, load: os.loadavg()[0] ?? 0 };
    },
    rest,
    async close() {
      await close();
      await server.close();
    },
  };
}
