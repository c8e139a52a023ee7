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

/** Playwright's message holds the browser's whole command line and log: one telling line is enough for people. */
function launchReason(error: unknown): string {
  // eslint-disable-next-line no-control-regex -- Playwright colours its log
  const message = (error instanceof Error ? error.message : String(error)).replace(/\u001b\[\d*m/g, '');
  const said = /\[err\] (?:\[[\d:/.A-Z-]+\] ?)?(.*(?:error|cannot|can't|denied|fatal|sandbox).*)/i.exec(
    message,
  )?.[1];
  if (said) return said;
  if (/spawn .*EACCES/.test(message)) return 'it is no program, or may not be run by you.';
  if (/spawn .*(ENOEXEC|Unknown system error -8)/.test(message)) return 'it is no program for this machine.';
  const exit = /process did exit: exitCode=(\w+), signal=(\w+)/.exec(message);
  if (exit)
    return exit[1] === 'null'
      ? `it was ended by ${exit[2]}.`
      : `it ended at once, with exit code ${exit[1]}.`;
  return reasonOf(error).replace(/^browserType\.launch: /, '');
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
