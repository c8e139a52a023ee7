import type { Browser, Page } from 'playwright-core';
import type { Viewport } from '../arguments/viewport.js';
import { reasonOf } from '../errors/cli-error.js';

export interface SessionOptions {
  readonly viewport: Viewport;
  readonly headers: Readonly<Record<string, string>>;
  /** 1 is full speed, 4 a quarter of it. Main thread only. */
  readonly cpuThrottle: number;
  /** Accept certificates that nobody vouches for. */
  readonly insecure: boolean;
}

/** Why a page ended before we ended it. */
export type PageEnd = 'crashed' | 'closed' | 'browser-gone';

export interface Session {
  readonly page: Page;
  /** Resolves when the page is gone; stays pending while it lives. */
  readonly ended: Promise<PageEnd>;
  /** Errors that the page itself did not catch: the first few of them, and how many there were. */
  readonly pageErrors: { readonly first: readonly string[]; readonly count: number };
  /** Closes the browser, and gives up waiting for it after a while. */
  close(): Promise<void>;
}

/** When a browser is killed, its pages close before it is known to be gone. */
const SETTLE = 300;
/** A healthy browser closes in under a second, one whose renderer hangs in a few. */
const CLOSE_PATIENCE = 8_000;
const KEPT_ERRORS = 5;

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });

function watchEnd(browser: Browser, page: Page): Promise<PageEnd> {
  return new Promise((resolve) => {
    page.once('crash', () => resolve('crashed'));
    browser.once('disconnected', () => resolve('browser-gone'));
    page.once('close', () => {
      setTimeout(() => resolve(browser.isConnected() ? 'closed' : 'browser-gone'), SETTLE).unref();
    });
  });
}

function watchPageErrors(page: Page): Session['pageErrors'] {
  const errors = { first: [] as string[], count: 0 };
  page.on('pageerror', (error) => {
    errors.count += 1;
    if (errors.first.length < KEPT_ERRORS) errors.first.push(reasonOf(error));
  });
  return errors;
}

/** Opens an empty page in a context of its own, as a new visitor with an empty cache. */
export async function openSession(browser: Browser, options: SessionOptions): Promise<Session> {
  const context = await browser.newContext({
    viewport: { ...options.viewport },
    extraHTTPHeaders: { ...options.headers },
    ignoreHTTPSErrors: options.insecure,
  });
  const page = await context.newPage();
  if (options.cpuThrottle !== 1) {
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: options.cpuThrottle });
  }
  return {
    page,
    ended: watchEnd(browser, page),
    pageErrors: watchPageErrors(page),
    async close() {
      await Promise.race([browser.close().catch(() => {}), pause(CLOSE_PATIENCE)]);
    },
  };
}
