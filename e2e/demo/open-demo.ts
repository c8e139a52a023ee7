import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { startDemoServer } from '../../apps/cortical-column/server/demo-server.js';
import { CHROMIUM_ARGS } from '../../packages/cli/src/browser/chromium-args.js';
import { findChromium } from '../../packages/cli/src/browser/find-chromium.js';

export interface Demo {
  /** A page of the demo, its module running; pages are closed with the demo. */
  open(query?: string): Promise<Page>;
  close(): Promise<void>;
}

/** The functions and accessors that a page can see and a monitor may patch, noted before any script of the page runs. */
function notePristine(): void {
  const places: [string, object][] = [
    ['window', window],
    ['WebAssembly', WebAssembly],
    ['Instance', WebAssembly.Instance.prototype],
    ['Table', WebAssembly.Table.prototype],
    ['Memory', WebAssembly.Memory.prototype],
    ['Global', WebAssembly.Global.prototype],
    ['performance', performance],
  ];
  const note = (): Map<string, unknown> => {
    const seen = new Map<string, unknown>();
    for (const [place, owner] of places) {
      const names =
        place === 'window'
          ? ['requestAnimationFrame', 'cancelAnimationFrame', 'fetch', 'Worker']
          : Object.getOwnPropertyNames(owner);
      for (const name of names) {
        const descriptor = Object.getOwnPropertyDescriptor(owner, name);
        for (const [part, value] of Object.entries(descriptor ?? {}))
          seen.set(`${place}.${name}:${part}`, value);
      }
    }
    return seen;
  };
  const before = note();
  window.changedGlobals = () => {
    const now = note();
    const names = new Set([...before.keys(), ...now.keys()]);
    return [...names].filter((name) => !Object.is(before.get(name), now.get(name)));
  };
}

declare global {
  interface Window {
    /** What differs of the globals from how the browser made them. */
    changedGlobals?: () => string[];
  }
}

/** Starts the demo's server and a browser for it. */
export async function startDemo(): Promise<Demo> {
  const server = await startDemoServer();
  const found = findChromium();
  const browser: Browser = await chromium.launch({
    args: CHROMIUM_ARGS,
    ...(found ? { executablePath: found.path } : {}),
  });
  return {
    async open(query = '') {
      const page = await browser.newPage({ viewport: { width: 1_440, height: 900 } });
      await page.addInitScript(notePristine);
      await page.goto(`${server.url}${query}`);
      await page.waitForFunction(() => {
        const last = window.corticalColumn?.monitor?.ticks().at(-1);
        return (last?.wasmCalls ?? 0) > 0 && (last?.fps ?? 0) > 0;
      });
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
