import type { Frame, Page } from 'playwright-core';
import type { DurationMs } from '@wasm-vitals/protocol';
import { watchDocument, type PageMessage, type PageScriptSettings } from './page-script.js';

export interface InjectOptions {
  /** Source of the SDK bundle, which declares `WasmVitals`. */
  readonly bundle: string;
  readonly interval: DurationMs;
  onMessage(frame: Frame, message: PageMessage): void;
}

export interface Injection {
  /** Asks every document for what it measured since its last snapshot. False where one did not answer in time. */
  flush(timeout: DurationMs): Promise<boolean>;
}

/** Names that no page uses by chance. */
const BINDING = '__wasmVitalsRunSend';
const FLUSH_KEY = 'wasm-vitals.run.flush';

/**
 * Bundle and start in a scope of their own: the page finds no new global. `__name` is what esbuild-based runners put
 * around functions; sent as text, the function has to find it here.
 */
function pageSource(bundle: string, settings: PageScriptSettings): string {
  return `(() => {
const __name = (value) => value;
${bundle}
;(${watchDocument.toString()})(WasmVitals, ${JSON.stringify(settings)});
})();`;
}

async function flushFrame(frame: Frame): Promise<void> {
  await frame.evaluate(async (key) => {
    const flush = (globalThis as unknown as Record<symbol, unknown>)[Symbol.for(key)];
    if (typeof flush === 'function') await (flush as () => Promise<void>)();
  }, FLUSH_KEY);
}

/** Makes every document that this page will load, frames included, measure itself. */
export async function injectMonitor(page: Page, options: InjectOptions): Promise<Injection> {
  const { bundle, interval, onMessage } = options;
  await page.exposeBinding(BINDING, ({ frame }, json: string) => {
    onMessage(frame, JSON.parse(json) as PageMessage);
  });
  await page.addInitScript({
    content: pageSource(bundle, { binding: BINDING, flushKey: FLUSH_KEY, interval }),
  });
  return {
    async flush(timeout) {
      const late = Symbol('late');
      let timer: NodeJS.Timeout | undefined;
      const deadline = new Promise<typeof late>((resolve) => {
        timer = setTimeout(() => resolve(late), timeout);
      });
      const all = Promise.allSettled(page.frames().map(flushFrame));
      const outcome = await Promise.race([all, deadline]);
      clearTimeout(timer);
      return outcome !== late && outcome.every(({ status }) => status === 'fulfilled');
    },
  };
}
