import type { Browser, CDPSession, Page } from 'playwright-core';

/** What the injected script is called in profiles. */
export const SCRIPT_NAME = 'wasm-vitals.bench.js';

export interface OpenPage {
  readonly page: Page;
  readonly cdp: CDPSession;
  /** Another session, whose metrics count the thread's CPU time and not the time on the wall. */
  readonly cpu: CDPSession;
}

/** Percent of one core. */
export interface TaskTime {
  /** On the wall: holds what the tasks waited for a core that others had. */
  readonly total: number;
  /** On the CPU. */
  readonly cpu: number;
}

/** Opens `url`, with `script` run before the page's own where one is given, and waits until the page works. */
export async function openPage(browser: Browser, url: string, script?: string): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } });
  const page = await context.newPage();
  if (script) await page.addInitScript({ content: `${script}\n//# sourceURL=${SCRIPT_NAME}` });
  await page.goto(url);
  await page.waitForFunction(() => document.readyState === 'complete');
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'timeTicks' });
  const cpu = await context.newCDPSession(page);
  await cpu.send('Performance.enable', { timeDomain: 'threadTicks' });
  return { page, cdp, cpu };
}

async function metric(cdp: CDPSession, name: string): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find((entry) => entry.name === name)?.value ?? NaN;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What the main thread's tasks took over `seconds`. */
export async function taskPercent({ cdp, cpu }: OpenPage, seconds: number): Promise<TaskTime> {
  const read = async () => ({
    total: await metric(cdp, 'TaskDuration'),
    cpu: await metric(cpu, 'TaskDuration'),
    clock: await metric(cdp, 'Timestamp'),
  });
  const before = await read();
  await pause(seconds * 1_000);
  const after = await read();
  const percent = (key: 'total' | 'cpu'): number =>
    (100 * (after[key] - before[key])) / (after.clock - before.clock);
  return { total: percent('total'), cpu: percent('cpu') };
}

/** Share of all main-thread samples (idle ones too), in percent, whose innermost frame is in our script. */
export async function attributedPercent({ cdp }: OpenPage, seconds: number): Promise<number> {
  await cdp.send('Profiler.enable');
  await cdp.send('Profiler.setSamplingInterval', { interval: 200 });
  await cdp.send('Profiler.start');
  await pause(seconds * 1_000);
  const { profile } = await cdp.send('Profiler.stop');
  const ours = new Set(
    profile.nodes.filter((node) => node.callFrame.url.includes(SCRIPT_NAME)).map((node) => node.id),
  );
  const deltas = profile.timeDeltas ?? [];
  let total = 0;
  let inOurs = 0;
  (profile.samples ?? []).forEach((id, index) => {
    const time = deltas[index + 1] ?? 0;
    total += time;
    if (ours.has(id)) inOurs += time;
  });
  return (100 * inOurs) / total;
}

/** JS heap in use after two forced collections, in KiB. */
export async function heapKiB({ cdp }: OpenPage): Promise<number> {
  await cdp.send('HeapProfiler.enable');
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.collectGarbage');
  return (await metric(cdp, 'JSHeapUsedSize')) / 1_024;
}
