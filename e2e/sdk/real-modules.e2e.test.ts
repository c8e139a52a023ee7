import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { servePages, type PageServer } from '../pages/serve-pages.js';
import { launch, monitoredContext } from './monitored-browser.js';

let server: PageServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([servePages(), launch()]);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

interface DatabasePage {
  readonly result?: string;
  initSqlJs(options: object): Promise<{ Database: new () => SqlDatabase }>;
}

interface SqlDatabase {
  run(sql: string, parameters?: unknown[]): void;
}

async function openDatabase(): Promise<Page> {
  const context = await monitoredContext(browser);
  const page = await context.newPage();
  await page.goto(`${server.origin}/database.html`);
  await page.waitForFunction(() => (globalThis as unknown as DatabasePage).result !== undefined);
  return page;
}

const wasmOf = (page: Page) =>
  page.evaluate(() => {
    const { wasm } = monitor.collectMetrics();
    if (!('modules' in wasm)) throw new Error(JSON.stringify(wasm));
    return wasm;
  });

it('sees an Emscripten heap grow: by how much, for whom, by whom, and for how long', async () => {
  const page = await openDatabase();
  const before = (await wasmOf(page)).memoryUsage;
  await page.evaluate(async () => {
    const { initSqlJs } = globalThis as unknown as DatabasePage;
    const SQL = await initSqlJs({ locateFile: (file: string) => `/npm/sql.js/dist/${file}` });
    const db = new SQL.Database();
    db.run('create table large (content)');
    db.run('insert into large values (?)', [new Uint8Array(40_000_000)]);
  });
  expect((await wasmOf(page)).memoryUsage).toBeGreaterThan(before + 36e6);
  // the events may be those of a snapshot that came of itself meanwhile
  const seen = await page.evaluate(() =>
    monitor.history().flatMap(({ wasm }) => ('modules' in wasm ? [wasm] : [])),
  );
  const functions = seen.flatMap((wasm) => wasm.functions.filter(({ kind }) => kind === 'export'));
  const exports = new Set(functions.map(({ name }) => name));
  const growth = seen.flatMap((wasm) => wasm.growth);
  expect(growth.length).toBeGreaterThan(0);
  for (const event of growth) {
    expect(event.pagesAfter).toBeGreaterThan(event.pagesBefore);
    expect(event.duration).toBeGreaterThanOrEqual(0);
    expect(event.host, JSON.stringify(event)).toBeTruthy();
    expect(exports).toContain(event.during);
  }
  await page.context().close();
});

it('knows a streamed module’s file, size, features and whether a cache gave it', async () => {
  const page = await openDatabase();
  // Emscripten makes a small module of its own for each function that SQL may call
  const [first] = (await wasmOf(page)).modules;
  expect(first).toMatchObject({ name: 'sql-wasm-browser.wasm', streaming: true, cached: false });
  expect(first?.bytes).toBeGreaterThan(500_000);
  await page.reload(); // the server allows a minute
  await page.waitForFunction(() => (globalThis as unknown as DatabasePage).result !== undefined);
  const again = (await wasmOf(page)).modules.find(({ name }) => name === first?.name);
  expect(again).toMatchObject({ id: first?.id, bytes: first?.bytes, cached: true });
  await page.context().close();
});
