import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Page } from 'playwright-core';
import { bundlePage } from '../../bench/call/bundle-page.js';
import { CHROMIUM_ARGS } from '../../packages/cli/src/browser/chromium-args.js';
import { findChromium } from '../../packages/cli/src/browser/find-chromium.js';

export interface OpenPage {
  readonly page: Page;
  /** Errors and violations of the page's policy, as the browser words them. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

/** Opens a page that loads one bundled script under the headers given. */
export async function openScriptPage(
  file: string,
  headers: Readonly<Record<string, string>>,
): Promise<OpenPage> {
  const code = await bundlePage(file);
  const server = createServer((request, response) => {
    const script = request.url === '/page.js';
    response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html');
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.end(
      script
        ? code
        : '<!doctype html><title>page</title><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const found = findChromium();
  const browser = await chromium.launch({
    args: CHROMIUM_ARGS,
    ...(found ? { executablePath: found.path } : {}),
  });
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.waitForFunction('window.ready === true');
  return {
    page,
    problems,
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
