import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { servePages, type PageServer } from '../pages/serve-pages.js';
import { launch, monitoredContext } from './monitored-browser.js';

/** A module with a memory of 16 pages and a function that does nothing. */
const MODULE = [
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  ...[1, 4, 1, 96, 0, 0],
  ...[3, 2, 1, 0],
  ...[5, 3, 1, 0, 16],
  ...[7, 14, 2, 6, 109, 101, 109, 111, 114, 121, 2, 0, 1, 102, 0, 0],
  ...[10, 4, 1, 2, 0, 11],
];
const MEMORY_BYTES = 16 * 65_536;
const COUNT = 10;

let server: PageServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([servePages(), launch()]);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

it('counts a dropped instance’s memory until it is collected, and no longer', async () => {
  const context = await monitoredContext(browser);
  const page = await context.newPage();
  await page.goto(`${server.origin}/button.html`);
  /** Of the module below: its instances and their memory; and whether all modules' memories are what is shown. */
  const usage = () =>
    page.evaluate(() => {
      const { wasm } = monitor.collectMetrics();
      if (!('modules' in wasm)) throw new Error(JSON.stringify(wasm));
      const own = wasm.modules.find(({ memories }) => memories.some(({ initial }) => initial === 16));
      const reserved = (memories: readonly { readonly reserved: number }[]): number =>
        memories.reduce((sum, memory) => sum + memory.reserved, 0);
      return {
        instances: own?.instances,
        reserved: reserved(own?.memories ?? []),
        all: wasm.memoryUsage === reserved(wasm.modules.flatMap(({ memories }) => memories)),
      };
    });

  await page.evaluate(
    ({ bytes, count }) => {
      const module = new WebAssembly.Module(Uint8Array.from(bytes));
      const kept = Array.from({ length: count }, () => {
        const instance = new WebAssembly.Instance(module);
        (instance.exports['f'] as () => void)();
        return instance;
      });
      Object.assign(globalThis, { kept });
    },
    { bytes: MODULE, count: COUNT },
  );
  await page.evaluate(() => void globalThis.gc?.());
  expect(await usage()).toEqual({ instances: COUNT, reserved: COUNT * MEMORY_BYTES, all: true });

  // all but one are recycled; what is dropped is in use until the engine has collected it, and is shown until then
  await page.evaluate(() => {
    const all = globalThis as unknown as { kept: WebAssembly.Instance[] };
    all.kept = all.kept.slice(0, 1);
  });
  await expect
    .poll(
      async () => {
        await page.evaluate(() => void globalThis.gc?.());
        return usage();
      },
      { timeout: 60_000, interval: 200 },
    )
    .toEqual({ instances: 1, reserved: MEMORY_BYTES, all: true });
  await context.close();
});
