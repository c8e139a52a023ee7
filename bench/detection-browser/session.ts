import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { CHROMIUM_ARGS } from '../../packages/cli/src/browser/chromium-args.js';
import { findChromium } from '../../packages/cli/src/browser/find-chromium.js';
import { createRandom } from '../detection/random.js';
import { inject, type Target } from './inject.js';
import type { PageName } from './injectors.js';
import type { MachineWatch } from './machine.js';
import type { PlannedEvent, PlannedFault, PlannedSession } from './plan.js';
import type { Injection, SessionRecord } from './record.js';

export interface SessionDeps {
  /** Script that runs before those of the page. */
  readonly harness: string;
  readonly demoUrl: string;
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  readonly machine: MachineWatch;
  readonly sources: string;
}

const VIEWPORT = { width: 240, height: 180 };
const RESIZED = { width: 300, height: 160 };
/** A press about so often, as someone who uses the page. Seconds. */
const PRESS = [0.9, 1.7] as const;
const LOAD_REQUESTS = 30;

/**
 * The demo without its drawing, which a machine without a graphics card does by its processor: two thirds of what the
 * page costs, and not what is measured here.
 */
const LIGHT_DEMO = `
  for (const name of ['clear', 'drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced'])
    WebGL2RenderingContext.prototype[name] = () => undefined;
  for (const canvas of document.querySelectorAll('canvas')) canvas.style.visibility = 'hidden';`;

function launch(): Promise<Browser> {
  const executablePath = findChromium()?.path;
  return chromium.launch({ args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) });
}

async function openPage(browser: Browser, name: PageName, deps: SessionDeps): Promise<Page> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const page = await context.newPage();
  await page.addInitScript({ content: deps.harness });
  await page.goto(name === 'demo' ? `${deps.demoUrl}?dashboard=off&size=0` : `${deps.origin}/${name}.html`);
  await page.waitForFunction(
    '(bench.monitor()?.ticks().at(-1)?.wasmCalls ?? 0) > 0 && (bench.monitor().ticks().at(-1).fps ?? 0) > 0',
    undefined,
    { timeout: 60_000 },
  );
  if (name === 'demo') await page.evaluate(LIGHT_DEMO);
  return page;
}

async function cpuSeconds(browserCdp: CDPSession): Promise<number> {
  const { processInfo } = await browserCdp.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** Presses the middle of the page now and then, until stopped; not while nobody could. */
function startPressing(cdp: CDPSession, seed: number) {
  const random = createRandom(seed + 77);
  let away = false;
  let timer: NodeJS.Timeout;
  const press = async (): Promise<void> => {
    const at = { x: 40, y: 75, button: 'left', clickCount: 1 } as const;
    await cdp.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...at });
    await cdp.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at });
  };
  const plan = (): void => {
    timer = setTimeout(
      () => {
        if (!away) press().catch(() => undefined); // the browser is closing
        plan();
      },
      1000 * random.between(...PRESS),
    );
  };
  plan();
  return { setAway: (next: boolean) => void (away = next), stop: () => clearTimeout(timer) };
}

async function happen(
  { page }: Target,
  { name, seconds }: PlannedEvent,
  setAway: (away: boolean) => void,
): Promise<void> {
  if (name === 'resize') return page.setViewportSize(RESIZED);
  const code = {
    navigate: `history.pushState({}, '', '#' + Date.now())`,
    load: `bench.load(${LOAD_REQUESTS})`,
    mark: 'bench.mark(1)',
    hidden: 'bench.hide()',
    idle: 'bench.pause()',
  }[name];
  await page.evaluate(code);
  if (seconds === 0) return;
  setAway(true);
  await wait(seconds * 1000);
  await page.evaluate(name === 'hidden' ? 'bench.show()' : 'bench.resume()');
  setAway(false);
}

const nameOf = ({ injector: { means, fault } }: PlannedFault): string =>
  [means, fault].filter(Boolean).join(' ');

/** Plays a planned session in a browser of its own and gives back what was recorded. */
export async function runSession(
  plan: PlannedSession,
  deps: SessionDeps,
): Promise<{ readonly record: SessionRecord; readonly lines: string }> {
  const browser = await launch();
  try {
    const page = await openPage(browser, plan.page, deps);
    const cdp = await page.context().newCDPSession(page);
    const browserCdp = await browser.newBrowserCDPSession();
    const target: Target = { name: plan.page, page, cdp, seed: plan.seed };
    const pressing = startPressing(cdp, plan.seed);
    await page.evaluate('bench.record()');
    const begin = Date.now();
    const cpuBefore = await cpuSeconds(browserCdp);
    const until = (second: number): Promise<unknown> => wait(begin + second * 1000 - Date.now());

    const injections: Injection[] = [];
    async function suffer(fault: PlannedFault): Promise<void> {
      await until(fault.start);
      const start = Date.now();
      const end = await inject(target, fault);
      await until(fault.start + fault.seconds);
      injections.push({
        kind: fault.injector.kind,
        by: nameOf(fault),
        strength: fault.strength,
        start,
        end: Date.now(),
      });
      await end();
    }

    const events: { name: string; start: number; end: number }[] = [];
    async function live(event: PlannedEvent): Promise<void> {
      await until(event.start);
      const start = Date.now();
      await happen(target, event, pressing.setAway);
      events.push({ name: event.name, start, end: Date.now() });
    }

    await Promise.all([...plan.faults.map(suffer), ...plan.events.map(live), until(plan.seconds)]);
    pressing.stop();
    const end = Date.now();
    const record: SessionRecord = {
      id: plan.id,
      page: plan.page,
      sources: deps.sources,
      recordedAt: new Date(begin).toISOString(),
      injections: injections.sort((a, b) => a.start - b.start),
      events: events.sort((a, b) => a.start - b.start),
      machine: deps.machine.between(begin, end),
      cpuShare: ((await cpuSeconds(browserCdp)) - cpuBefore) / ((end - begin) / 1000),
    };
    return { record, lines: await page.evaluate<string>('bench.text()') };
  } finally {
    await browser.close();
  }
}
