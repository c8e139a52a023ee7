import { chromium, type Browser } from 'playwright-core';
import { CHROMIUM_ARGS } from '../../packages/cli/src/browser/chromium-args.js';
import { findChromium } from '../../packages/cli/src/browser/find-chromium.js';
import { serveStrict } from './serve-strict.js';

export interface StrictBrowser {
  readonly browser: Browser;
  /** Address of the page under the strict policy. */
  readonly url: string;
  close(): Promise<void>;
}

/** A Chromium, and the page with the dashboard under a strict policy. */
export async function openStrict(): Promise<StrictBrowser> {
  const server = await serveStrict();
  const found = findChromium();
  const browser = await chromium.launch({
    args: CHROMIUM_ARGS,
    ...(found ? { executablePath: found.path } : {}),
  });
  return {
    browser,
    url: server.url,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
