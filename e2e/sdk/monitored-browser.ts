import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import type { PerformanceMonitor } from 'wasm-vitals';
import { CHROMIUM_ARGS } from '../../packages/cli/src/browser/chromium-args.js';
import { findChromium } from '../../packages/cli/src/browser/find-chromium.js';

const BUNDLE = fileURLToPath(new URL('../../packages/sdk/dist/wasm-vitals.global.js', import.meta.url));

declare global {
  /** What the script below leaves behind in every page. */
  var monitor: PerformanceMonitor;
}

/** A browser as people have it, with the collector of garbage within reach of the page: `gc()`. */
export function launch(args: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium()?.path;
  return chromium.launch({
    args: [...CHROMIUM_ARGS, '--js-flags=--expose-gc', ...args],
    ...(executablePath ? { executablePath } : {}),
  });
}

/** A profile in which every page is monitored by the built bundle, from before its own scripts. */
export async function monitoredContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext();
  // one script: what it declares is its own, not the page's
  const start = `globalThis.monitor = WasmVitals.startMonitor({ reportingInterval: 1000, application: { release: '7' } });`;
  await context.addInitScript(`${readFileSync(BUNDLE, 'utf8')}\n${start}`);
  return context;
}
