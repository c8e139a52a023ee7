import type { Page, Response } from 'playwright-core';
import type { DurationMs } from '@wasm-vitals/protocol';
import { spellDuration } from '../arguments/duration.js';
import { cliError, reasonOf, type CliError } from '../errors/cli-error.js';

export type LoadEvent = 'load' | 'domcontentloaded' | 'commit';

export const LOAD_EVENTS: readonly LoadEvent[] = ['load', 'domcontentloaded', 'commit'];

export interface LoadOptions {
  readonly timeout: DurationMs;
  readonly waitUntil: LoadEvent;
}

/** Chromium's network errors in plain words. The rest keep Chromium's name, which is what people search for. */
const NETWORK_ERRORS: Readonly<Record<string, string>> = {
  ERR_CONNECTION_REFUSED: 'connection refused: nothing listens there',
  ERR_NAME_NOT_RESOLVED: 'no such host',
  ERR_ADDRESS_UNREACHABLE: 'the host can’t be reached from here',
  ERR_INTERNET_DISCONNECTED: 'this machine has no network',
  ERR_CONNECTION_RESET: 'the server broke the connection off',
  ERR_CONNECTION_CLOSED: 'the server closed the connection',
  ERR_CONNECTION_TIMED_OUT: 'the server did not answer',
  ERR_EMPTY_RESPONSE: 'the server closed the connection without an answer',
  ERR_SSL_PROTOCOL_ERROR: 'it does not speak HTTPS (try http://)',
  ERR_UNSAFE_PORT: 'browsers block this port',
};

function networkError(message: string): string | undefined {
  const name = /net::(ERR_\w+)/.exec(message)?.[1];
  if (!name) return undefined;
  if (name.startsWith('ERR_CERT_'))
    return `its certificate is not trusted (${name}): allow it with --insecure`;
  const plain = NETWORK_ERRORS[name];
  return plain ? `${plain} (${name})` : name;
}

/** True for what Playwright throws when its time is over. */
export const isTimeout = (error: unknown): boolean => error instanceof Error && error.name === 'TimeoutError';

/** What the page had reached when the time was over, for the message. */
function describeWait(answered: boolean, waitUntil: LoadEvent): string {
  if (!answered) return 'the server did not answer.';
  return `the server answered, but the page’s "${waitUntil}" event did not come.`;
}

function explain(url: string, error: unknown): CliError {
  const reason = networkError(reasonOf(error));
  if (reason) return cliError('page-refused', { url, reason }, error);
  if (/Download is starting/.test(reasonOf(error))) {
    return cliError('page-failed', { url, reason: 'it is a download, not a page' }, error);
  }
  const plain = reasonOf(error).replace(/^page\.goto: /, '');
  return cliError('page-failed', { url, reason: plain }, error);
}

/**
 * Opens the page and waits for it.
 * @throws {CliError} `page-refused`, `page-timeout`, `page-status`, `page-failed`
 */
export async function loadPage(page: Page, url: string, options: LoadOptions): Promise<void> {
  let answered = false;
  const onResponse = (response: Response): void => {
    if (response.frame() === page.mainFrame() && response.request().isNavigationRequest()) answered = true;
  };
  page.on('response', onResponse);
  try {
    const { timeout, waitUntil } = options;
    const response = await page.goto(url, { timeout, waitUntil });
    if (response && response.status() >= 400) {
      throw cliError('page-status', {
        url,
        status: response.status(),
        statusText: response.statusText(),
      });
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'CliError') throw error;
    if (!isTimeout(error)) throw explain(url, error);
    const waitedFor = describeWait(answered, options.waitUntil);
    throw cliError('page-timeout', { url, timeout: spellDuration(options.timeout), waitedFor }, error);
  } finally {
    page.off('response', onResponse);
  }
}
