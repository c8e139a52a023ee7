import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '@wasm-vitals/cli';
import { CHROMIUM_ARGS } from '../../packages/cli/src/browser/chromium-args.js';
import { servePages, type PageServer } from '../pages/serve-pages.js';
import { newFolder, readReport, runProcess } from './run-process.js';
import { runReference } from './reference.js';

const SAVE_RESULT = fileURLToPath(new URL('scenarios/save-result.js', import.meta.url));

/** Pages of real packages, with the module whose exports they call. */
const PAGES = [
  { page: 'database', toolchain: 'C, Emscripten', module: /sql-wasm/ },
  { page: 'physics', toolchain: 'Rust, wasm-bindgen', module: /./ },
  { page: 'bundler', toolchain: 'Go', module: /esbuild/ },
  { page: 'parser', toolchain: 'C with a side module', module: /tree-sitter/ },
  { page: 'layout', toolchain: 'C++, embind', module: /./ },
] as const;

let server: PageServer;
let browser: Browser;

beforeAll(async () => {
  server = await servePages();
  const executablePath = findChromium()?.path;
  browser = await chromium.launch({ args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) });
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Runs the command until the page's work is done, and a little longer. */
async function runMeasured(page: string) {
  const folder = newFolder();
  const [out, result] = [path.join(folder, 'report.json'), path.join(folder, 'result')];
  const finished = await runProcess(
    [
      ...['run', `${server.origin}/${page}.html`, '--out', out, '--script', SAVE_RESULT],
      ...['--wait-for', '[data-result]', '--timeout', '90s', '--duration', '1s'],
    ],
    { env: { RESULT_FILE: result } },
  );
  return { ...finished, out, readResult: () => readFileSync(result, 'utf8') };
}

describe.each(PAGES)('wasm-vitals run on $page ($toolchain)', ({ page, module }) => {
  it('changes no result and names the hottest export', async () => {
    const reference = await runReference(browser, `${server.origin}/${page}.html`);
    expect(reference.share, 'one function must stand out, or there is no right answer').toBeGreaterThan(0.4);

    const measured = await runMeasured(page);
    expect(measured.stderr).not.toContain('wasm-vitals:');
    expect(measured.exit).toBe(0);
    expect(measured.readResult()).toBe(reference.result);

    const report = readReport(measured.out);
    const [hottest] = report.wasm.functions;
    expect(reference.hottest).toContain(hottest?.name);
    expect(hottest?.calls).toBeGreaterThan(10);
    expect(report.wasm.modules.map(({ name }) => name).join(' ')).toMatch(module);
    expect(report.memory.reserved?.last).toBeGreaterThan(1_000_000);
    expect(report.rendering.fps?.median).toBeGreaterThan(0);
    // what people read says the same
    expect(measured.stdout).toContain(hottest?.name);
    expect(measured.stdout).toMatch(/Modules \(\d+\)/);
  });
});

describe('wasm-vitals run on bundler-worker (Go, in a worker)', () => {
  it('changes no result, and measures the worker', async () => {
    const plain = await runReference(browser, `${server.origin}/bundler-worker.html`);
    // the same work on the main thread, where the profiler sees it
    const { hottest } = await runReference(browser, `${server.origin}/bundler.html`);

    const measured = await runMeasured('bundler-worker');
    expect(measured.exit).toBe(0);
    expect(measured.readResult()).toBe(plain.result);
    expect(measured.stdout).toContain('WebAssembly in 1 worker is included');
    const report = readReport(measured.out);
    expect(hottest).toContain(report.wasm.functions[0]?.name);
    // its name is known only where the monitor was there before the module was fetched: a race, on a busy machine
    expect(report.wasm.modules).toHaveLength(1);
    expect(report.memory.reserved?.last).toBeGreaterThan(1_000_000);
    expect(report.rendering.fps?.median, 'frames are the page’s').toBeGreaterThan(0);
  });
});
