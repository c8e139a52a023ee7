import { chromium, type Browser } from 'playwright-core';
import { cliError, reasonOf } from '../errors/cli-error.js';
import { CHROMIUM_ARGS } from './chromium-args.js';
import { findChromium, type FoundChromium } from './find-chromium.js';

export interface LaunchOptions {
  readonly headed: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface LaunchedBrowser {
  readonly browser: Browser;
  readonly found: FoundChromium;
}

function locate(env: LaunchOptions['env']): FoundChromium {
  let found: FoundChromium | undefined;
  try {
    found = findChromium(env);
  } catch (error) {
    throw cliError('browser-missing', { reason: reasonOf(error) }, error);
  }
  if (!found) throw cliError('browser-missing', {});
  return found;
}

/** Playwright's message holds the browser's whole command line and log: the first telling line is enough for people. */
function launchReason(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error)).split('\n');
  const telling = lines.find((line) => /error|fail|cannot|can't|denied|no such|not found/i.test(line));
  return (telling ?? lines[0] ?? '').replace(/^.*?(browserType\.launch: |\[err\] )/, '').trim();
}

/**
 * Starts the Chromium that is installed here. Signals are ours to handle: at Ctrl-C the browser must live on until what
 * was measured has been read from it.
 * @throws {CliError} `browser-missing`, `browser-failed`, `no-display`
 */
export async function launchBrowser({ headed, env }: LaunchOptions): Promise<LaunchedBrowser> {
  const found = locate(env);
  if (headed && process.platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) {
    throw cliError('no-display', {});
  }
  try {
    const browser = await chromium.launch({
      executablePath: found.path,
      headless: !headed,
      args: CHROMIUM_ARGS,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    return { browser, found };
  } catch (error) {
    throw cliError('browser-failed', { path: found.path, reason: launchReason(error) }, error);
  }
}
