import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tick } from '@wasm-vitals/protocol';
import type {} from '../../apps/cortical-column/src/handle.js';
import { startDemo, type Demo } from './open-demo.js';

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.close());

interface Reading {
  readonly memoryUsage: number;
  readonly heapSize: number;
  readonly totalAllocated: number;
  readonly p95: number;
  readonly fps: number;
  readonly longestFrame: number;
}

/** What the monitor's snapshot says of the next three seconds. */
async function nextReading(page: Page): Promise<Reading> {
  await page.evaluate(() => void window.corticalColumn?.monitor?.collectMetrics());
  await waitForTicks(page, 3);
  return page.evaluate(() => {
    const snapshot = window.corticalColumn?.monitor?.collectMetrics();
    if (!snapshot || !('status' in snapshot.wasm) || snapshot.wasm.status !== 'active')
      throw new Error('no WebAssembly');
    if (!('frames' in snapshot.rendering)) throw new Error('no frames');
    const { memoryUsage, heapSize = NaN, allocatorStats, executionStats } = snapshot.wasm;
    return {
      memoryUsage,
      heapSize,
      totalAllocated: allocatorStats?.totalAllocated ?? NaN,
      p95: executionStats.p95 ?? NaN,
      fps: snapshot.rendering.fps ?? NaN,
      longestFrame: snapshot.rendering.frameTime?.max ?? NaN,
    };
  });
}

async function waitForTicks(page: Page, count: number): Promise<void> {
  const from = await page.evaluate(() => window.corticalColumn?.monitor?.ticks().at(-1)?.timestamp ?? 0);
  await page.waitForFunction(
    ([since, wanted]) => {
      const ticks: readonly Tick[] = window.corticalColumn?.monitor?.ticks() ?? [];
      return ticks.filter((tick) => tick.timestamp > since).length >= wanted;
    },
    [from, count] as const,
  );
}

/** What the memory chart tells people now. Charts draw only where they can be seen, so it is scrolled there first. */
async function chartedMiB(page: Page): Promise<number> {
  const chart = page.getByLabel(/^Linear memory/).first();
  await chart.scrollIntoViewIfNeeded();
  const label = page.getByLabel(/^Linear memory: [\d.]+ MiB/).first();
  return Number(/([\d.]+) MiB/.exec((await label.getAttribute('aria-label')) ?? '')?.[1]);
}

const start = (page: Page, name: string): Promise<void> =>
  page.evaluate((fault) => window.corticalColumn?.faults.start(fault, 3), name);

describe('the demo, monitored', () => {
  it('shows a leak of linear memory in snapshots, allocator figures and on the chart', async () => {
    const page = await demo.open();
    const before = await nextReading(page);
    await start(page, 'leak');
    await page.waitForFunction(
      (bytes) => (window.corticalColumn?.monitor?.ticks().at(-1)?.wasmReserved ?? 0) > bytes * 1.3,
      before.memoryUsage,
    );
    const after = await nextReading(page);
    expect(after.memoryUsage).toBeGreaterThan(before.memoryUsage * 1.3);
    expect(after.heapSize).toBeGreaterThan(before.heapSize + 4 * 1_048_576);
    expect(after.totalAllocated - before.totalAllocated).toBeGreaterThanOrEqual(
      after.heapSize - before.heapSize,
    );
    await expect.poll(() => chartedMiB(page)).toBeGreaterThan((before.memoryUsage / 1_048_576) * 1.3);
    await page.close();
  });

  it('shows slow exports in the 95th percentile', async () => {
    const page = await demo.open('?dashboard=off');
    const before = await nextReading(page);
    await start(page, 'slow');
    await waitForTicks(page, 1);
    const after = await nextReading(page);
    expect(after.p95).toBeGreaterThan(before.p95 * 1.5);
    await page.close();
  });

  it('shows dropped frames in the frame rate', async () => {
    const page = await demo.open('?dashboard=off');
    const before = await nextReading(page);
    await start(page, 'frames');
    await waitForTicks(page, 1);
    const after = await nextReading(page);
    expect(after.fps).toBeLessThan(before.fps * 0.8);
    await page.close();
  });

  it('goes on unchanged when the monitor is stopped, and every global is as the browser made it', async () => {
    const page = await demo.open('?dashboard=off');
    expect(await page.evaluate(() => window.changedGlobals?.().length)).toBeGreaterThan(5);
    const frames = await page.evaluate(() => {
      window.corticalColumn?.monitor?.stop();
      return window.corticalColumn?.fps();
    });
    expect(frames).toBeGreaterThan(0);
    expect(await page.evaluate(() => window.changedGlobals?.())).toEqual([]);
    const rates = await page.evaluate(() => String(window.corticalColumn?.column.rates()));
    await page.waitForFunction((then) => String(window.corticalColumn?.column.rates()) !== then, rates);
    await page.close();
  });
});
