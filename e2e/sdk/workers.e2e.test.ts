import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildModule, op } from '../../packages/sdk/src/instrument/testing/build-module.js';
import { BASICS, REENTRANT } from '../../packages/sdk/src/instrument/testing/modules.js';
import { createMeasuredWorker } from '../../packages/sdk/src/instrument/worker/measured-worker.js';
import { servePages, type PageServer } from '../pages/serve-pages.js';
import { launch, monitoredContext } from './monitored-browser.js';

/** What `e2e/pages/workers.js` leaves behind. */
interface Host {
  readonly strange: readonly unknown[];
  readonly failed?: string;
  start(name: string, script: string, options?: WorkerOptions): void;
  adopt(name: string, worker: Worker): void;
  ask(name: string, job: string, input?: object): Promise<unknown>;
  worker(name: string): Worker;
  seen(): { calls: Record<string, number>; traps: Record<string, number>; all: number };
}

declare global {
  var host: Host;
}

const PAGE_BYTES = 65_536;
const patience = { timeout: 60_000, interval: 200 };

/** Imports a shared memory of 1 to 8 pages; `grow()` grows it. */
const SHARING = buildModule({
  importedMemory: { module: 'env', name: 'memory', initial: 1, maximum: 8, shared: true },
  functions: [{ name: 'grow', results: ['i32'], code: [op.i32Const, 1, op.memoryGrow, 0] }],
});

let server: PageServer;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  [server, browser] = await Promise.all([servePages(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});
afterEach(() => context.close());

async function openPage(kind: '' | '?isolated' | '?strict' = ''): Promise<Page> {
  context = await monitoredContext(browser);
  const page = await context.newPage();
  await page.goto(`${server.origin}/workers.html${kind}`);
  return page;
}

/** Starts a worker, has it measured, and lets it load a module. */
async function startWorker(
  page: Page,
  name: string,
  {
    script = 'worker-classic.js',
    type = 'classic',
    bytes = BASICS,
  }: {
    script?: string;
    type?: WorkerType;
    bytes?: Uint8Array;
  } = {},
): Promise<void> {
  await page.evaluate(
    async (given) => {
      host.start(given.name, given.script, { type: given.type, name: given.name });
      monitor.instrumentWorker(host.worker(given.name));
      await host.ask(given.name, 'load', { bytes: Uint8Array.from(given.bytes) });
    },
    { name, script, type, bytes: [...bytes] },
  );
}

const ask = (page: Page, name: string, job: string, input: object = {}): Promise<unknown> =>
  page.evaluate((given) => host.ask(given.name, given.job, given.input), { name, job, input });

const seen = (page: Page): Promise<ReturnType<Host['seen']>> => page.evaluate(() => host.seen());

/** The newest snapshot's WebAssembly. */
const newest = (page: Page) =>
  page.evaluate(() => {
    const wasm = monitor.history().at(-1)?.wasm;
    return wasm && 'functions' in wasm ? wasm : undefined;
  });

/** Its workers. */
const workersOf = (page: Page) =>
  page.evaluate(() => {
    const wasm = monitor.history().at(-1)?.wasm;
    return wasm && 'workers' in wasm ? wasm.workers : undefined;
  });

const workerNames = async (page: Page) => (await workersOf(page))?.map(({ name }) => name);

/** Nobody heard what was not for him, and nothing of ours failed. */
async function expectNoTrace(page: Page, ...workers: readonly string[]): Promise<void> {
  for (const worker of workers) expect(await ask(page, worker, 'strange')).toEqual([]);
  expect(await page.evaluate(() => host.strange)).toEqual([]);
  expect(await page.evaluate(() => monitor.collectMetrics().overhead)).toMatchObject({ faults: 0 });
}

describe.each([
  { kind: 'a classic worker', script: 'worker-classic.js', type: 'classic', on: '' },
  { kind: 'a module worker', script: 'worker-module.js', type: 'module', on: '' },
  {
    kind: 'a classic worker under a strict policy',
    script: 'worker-classic.js',
    type: 'classic',
    on: '?strict',
  },
  {
    kind: 'a module worker under a strict policy',
    script: 'worker-module.js',
    type: 'module',
    on: '?strict',
  },
] as const)('$kind', ({ script, type, on }) => {
  it('is measured exactly, beside the page, and restored by stop()', async () => {
    const page = await openPage(on);
    await startWorker(page, 'sums', { script, type });
    await ask(page, 'sums', 'call', { name: 'add', args: [2, 3], times: 500 });
    expect(await ask(page, 'sums', 'call', { name: 'twice', args: [21] })).toBe(42);
    await page.evaluate(
      async (bytes) => {
        const { instance } = await WebAssembly.instantiate(Uint8Array.from(bytes));
        for (let i = 0; i < 3; i++) (instance.exports['add'] as (a: number, b: number) => number)(i, 1);
        Object.assign(globalThis, { kept: instance });
      },
      [...BASICS],
    );
    const expected = { add: 3, 'add [sums]': 500, 'twice [sums]': 1 };
    await expect.poll(() => seen(page), patience).toMatchObject({ calls: expected, all: 504 });
    const wasm = await newest(page);
    expect(wasm).toMatchObject({ memoryUsage: 2 * PAGE_BYTES, modules: [{ instances: 2 }] });
    expect(wasm?.workers).toMatchObject([{ name: 'sums', memoryUsage: PAGE_BYTES }]);
    expect(wasm?.workers?.[0]?.lastHeard).toBeGreaterThanOrEqual(0);
    const ticks = await page.evaluate(() => monitor.ticks());
    expect(ticks.reduce((sum, { wasmCalls = 0 }) => sum + wasmCalls, 0)).toBe(504);
    expect(ticks.some(({ functions = {} }) => functions['add [sums]']?.[0] === 500)).toBe(true);
    await expectNoTrace(page, 'sums');
    expect(await ask(page, 'sums', 'patched')).not.toEqual([]);
    await page.evaluate(() => monitor.stop());
    await expect.poll(() => ask(page, 'sums', 'patched'), patience).toEqual([]);
    expect(await page.evaluate(() => String(Worker.prototype.terminate))).toContain('[native code]');
    expect(await ask(page, 'sums', 'call', { name: 'add', args: [2, 3] })).toBe(5);
  });
});

describe('workers', () => {
  it('are told apart, and forgotten when they end', async () => {
    const page = await openPage();
    for (const name of ['a', 'b', 'c']) {
      await startWorker(page, name);
      await ask(page, name, 'call', { name: 'add', args: [1, 1], times: 10 });
    }
    const calls = { 'add [a]': 10, 'add [b]': 10, 'add [c]': 10 };
    await expect.poll(async () => (await seen(page)).calls, patience).toEqual(calls);
    expect(await newest(page)).toMatchObject({ memoryUsage: 3 * PAGE_BYTES });
    await page.evaluate(() => host.worker('b').terminate());
    await expect.poll(() => workerNames(page), patience).toEqual(['a', 'c']);
    expect(await newest(page)).toMatchObject({ memoryUsage: 2 * PAGE_BYTES });
    void ask(page, 'c', 'end').catch(() => undefined);
    await expect.poll(() => workerNames(page), patience).toEqual(['a']);
    await expectNoTrace(page, 'a');
  });

  it('tell of traps, which reach the worker as they were', async () => {
    const page = await openPage();
    await startWorker(page, 'broken');
    await expect(ask(page, 'broken', 'call', { name: 'trap' })).rejects.toThrow('RuntimeError: unreachable');
    await expect.poll(async () => (await seen(page)).traps, patience).toEqual({ broken: 1 });
    await expectNoTrace(page, 'broken');
  });

  it('may fail at their start, and may have workers of their own', async () => {
    const page = await openPage();
    await page.evaluate(() => {
      host.start('failing', 'worker-throws.js');
      monitor.instrumentWorker(host.worker('failing'));
    });
    await expect.poll(() => page.evaluate(() => host.failed), patience).toContain('the worker’s own');
    await startWorker(page, 'outer');
    const job = { job: 'patched' };
    expect(await ask(page, 'outer', 'nested', job)).toContain('Instance.exports');
    await ask(page, 'outer', 'call', { name: 'add', args: [1, 2] });
    await expect.poll(async () => (await seen(page)).calls, patience).toEqual({ 'add [outer]': 1 });
    await expectNoTrace(page, 'outer');
  });

  it('can be measured where their script knows nothing of it, from a blob', async () => {
    const page = await openPage();
    // the function alone, as a bundler would put it into the page
    await page.addScriptTag({ content: createMeasuredWorker.toString() });
    for (const type of ['classic', 'module'] as const) {
      await page.evaluate(
        async ({ name, bytes }) => {
          const sdk = '/sdk/wasm-vitals-worker.global.js';
          const { createMeasuredWorker: create } = globalThis as unknown as {
            createMeasuredWorker: typeof createMeasuredWorker;
          };
          host.adopt(name, create('/worker-jobs.js', { monitor, sdk, name, type: name }));
          await host.ask(name, 'load', { bytes: Uint8Array.from(bytes) });
          await host.ask(name, 'call', { name: 'add', args: [1, 2], times: 20 });
        },
        { name: type, bytes: [...BASICS] },
      );
    }
    const calls = { 'add [classic]': 20, 'add [module]': 20 };
    await expect.poll(async () => (await seen(page)).calls, patience).toEqual(calls);
    await expectNoTrace(page, 'classic', 'module');
  });

  it('are taken on again by the next monitor, after one that stopped midway', async () => {
    const page = await openPage();
    await startWorker(page, 'steady');
    await ask(page, 'steady', 'call', { name: 'add', args: [1, 1], times: 5 });
    await page.addScriptTag({ url: '/sdk/wasm-vitals.global.js' });
    await page.evaluate(() => {
      monitor.stop();
      const { WasmVitals } = globalThis as unknown as {
        WasmVitals: { startMonitor(options: object): typeof monitor };
      };
      globalThis.monitor = WasmVitals.startMonitor({ reportingInterval: 1_000 });
      monitor.instrumentWorker(host.worker('steady'), 'again');
    });
    await expect.poll(() => ask(page, 'steady', 'patched'), patience).not.toEqual([]);
    await page.evaluate(
      (bytes) => host.ask('steady', 'load', { bytes: Uint8Array.from(bytes) }),
      [...BASICS],
    );
    await ask(page, 'steady', 'call', { name: 'twice', args: [1], times: 7 });
    await expect.poll(async () => (await seen(page)).calls, patience).toEqual({ 'twice [again]': 7 });
    await expectNoTrace(page, 'steady');
  });
});

describe('on a cross-origin isolated page', () => {
  /** Keeps a flag in the page that it shares with the worker. */
  const startWithFlag = (page: Page, name: string, bytes: Uint8Array): Promise<void> =>
    page.evaluate(
      async (given) => {
        const flag = new Int32Array(new SharedArrayBuffer(4));
        Object.assign(globalThis, { flag });
        host.start(given.name, 'worker-classic.js', { name: given.name });
        monitor.instrumentWorker(host.worker(given.name));
        await host.ask(given.name, 'load', { bytes: Uint8Array.from(given.bytes), flag });
      },
      { name, bytes: [...bytes] },
    );
  const raiseFlag = (page: Page): Promise<unknown> =>
    page.evaluate(() => {
      const { flag } = globalThis as unknown as { flag: Int32Array };
      Atomics.store(flag, 0, 1);
      return Atomics.notify(flag, 0);
    });

  it('a worker that never pauses is heard all the same', async () => {
    const page = await openPage('?isolated');
    await startWithFlag(page, 'busy', BASICS);
    await page.evaluate(() => {
      const { flag } = globalThis as unknown as { flag: Int32Array };
      Object.assign(globalThis, { spun: host.ask('busy', 'spin', { flag }) });
    });
    await expect
      .poll(async () => (await seen(page)).calls['add [busy]'] ?? 0, patience)
      .toBeGreaterThan(1_000);
    await raiseFlag(page);
    const spun = await page.evaluate(() => (globalThis as unknown as { spun: Promise<number> }).spun);
    await expect.poll(async () => (await seen(page)).calls['add [busy]'], patience).toBe(spun);
    await expectNoTrace(page, 'busy');
  });

  it('a worker that waits inside a call shows which one, and since when it was not heard', async () => {
    const page = await openPage('?isolated');
    await startWithFlag(page, 'waiting', REENTRANT);
    void ask(page, 'waiting', 'call', { name: 'again', args: [1] }).catch(() => undefined);
    const shown = async () => (await workersOf(page))?.[0];
    await expect.poll(async () => (await shown())?.running?.time ?? 0, patience).toBeGreaterThan(2_000);
    const info = await shown();
    expect(info).toMatchObject({ name: 'waiting', running: { name: 'again' } });
    expect(info?.lastHeard).toBeGreaterThan(1_000);
    await raiseFlag(page);
    await expect.poll(async () => (await seen(page)).calls, patience).toEqual({ 'again [waiting]': 1 });
    await expect.poll(async () => (await shown())?.running, patience).toBeUndefined();
    await expectNoTrace(page, 'waiting');
  });

  it('memory that page and workers share counts once, and its growth is one event', async () => {
    const page = await openPage('?isolated');
    await page.evaluate(
      async (given) => {
        const bytes = Uint8Array.from(given);
        const memories = [1, 2].map(() => new WebAssembly.Memory({ initial: 1, maximum: 8, shared: true }));
        const [common, other] = memories;
        const imports = { env: { memory: common } } as unknown as WebAssembly.Imports;
        Object.assign(globalThis, { kept: await WebAssembly.instantiate(bytes, imports), memories });
        for (const [name, memory] of [
          ['one', common],
          ['two', common],
          ['apart', other],
        ] as const) {
          host.start(name, 'worker-classic.js', { name });
          monitor.instrumentWorker(host.worker(name));
          await host.ask(name, 'load', { bytes, memory });
        }
      },
      [...SHARING],
    );
    await expect.poll(() => workerNames(page), patience).toEqual(['one', 'two', 'apart']);
    const usage = async () => (await newest(page))?.memoryUsage;
    await expect.poll(usage, patience).toBe(2 * PAGE_BYTES);
    expect(await ask(page, 'two', 'call', { name: 'grow' })).toBe(1);
    await expect.poll(usage, patience).toBe(3 * PAGE_BYTES);
    const wasm = await newest(page);
    expect(wasm?.modules.flatMap(({ memories }) => memories)).toMatchObject([
      { shared: true, reserved: 2 * PAGE_BYTES, maximum: 8 },
      { shared: true, reserved: PAGE_BYTES, maximum: 8 },
    ]);
    await page.evaluate(() => monitor.collectMetrics());
    const growth = await page.evaluate(() =>
      monitor.history().flatMap((snapshot) => ('growth' in snapshot.wasm ? snapshot.wasm.growth : [])),
    );
    expect(growth).toMatchObject([{ pagesBefore: 1, pagesAfter: 2 }]);
    const tick = await page.evaluate(() => monitor.ticks().at(-1));
    expect(tick).toMatchObject({ wasmReserved: 3 * PAGE_BYTES, headroom: 6 * PAGE_BYTES });
    await expectNoTrace(page, 'one', 'two', 'apart');
  });
});
