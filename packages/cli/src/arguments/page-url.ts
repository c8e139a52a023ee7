import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cliError } from '../errors/cli-error.js';

/** The address to open, and how it was understood where that is not plain. */
export interface PageUrl {
  readonly href: string;
  readonly note?: string;
}

const FILE_NOTE =
  'opened from file://, where pages can’t fetch .wasm files: serve it over HTTP if it finds no WebAssembly.';

const isLoopback = (host: string): boolean =>
  /^(localhost|.*\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1\])$/i.test(host);

const looksLikeHost = (text: string): boolean =>
  /^(\[[\da-f:]+\]|[\w-]+(\.[\w-]+)*)(:\d+)?([/?#]|$)/i.test(text);

function openFile(value: string, cwd: string): PageUrl {
  const file = path.resolve(cwd, value);
  if (!existsSync(file)) throw cliError('bad-url', { value, why: 'there is no such file.' });
  if (statSync(file).isDirectory()) {
    throw cliError('bad-url', { value, why: 'it is a folder. Name the .html file in it.' });
  }
  return { href: pathToFileURL(file).href, note: FILE_NOTE };
}

/** A scheme that is written out must be one that holds pages. */
function openUrl(value: string): PageUrl {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url) throw cliError('bad-url', { value, why: 'it is no valid address.' });
  if (url.protocol === 'file:') {
    if (!existsSync(url)) throw cliError('bad-url', { value, why: 'there is no such file.' });
    return { href: url.href, note: FILE_NOTE };
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw cliError('bad-url', { value, why: `pages of "${url.protocol}" can't be measured.` });
  }
  return { href: url.href };
}

const hostOf = (value: string): string => value.split(/[/?#]/, 1)[0]?.replace(/:\d+$/, '') ?? '';

function guessScheme(value: string): PageUrl {
  const host = hostOf(value);
  const scheme = isLoopback(host) || /^\d+(\.\d+){3}$/.test(host) ? 'http' : 'https';
  const { href } = openUrl(`${scheme}://${value}`);
  return { href, note: `"${value}" has no scheme: opened as ${href}` };
}

/**
 * Understands what a person types for a page: an address, a host without its scheme, or a local file.
 * @throws {CliError} `bad-url`
 */
export function parsePageUrl(value: string, cwd: string): PageUrl {
  const text = value.trim();
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return openUrl(text);
  const isPath = /^(\.{0,2}[/\\]|[a-z]:[/\\]|~)/i.test(text) || /\.x?html?$/i.test(text);
  if (isPath && !text.startsWith('//')) {
    if (existsSync(path.resolve(cwd, text)) || !looksLikeHost(text)) return openFile(text, cwd);
  }
  if (/\s/.test(text) || !looksLikeHost(text)) return openUrl(text);
  // a single word is more often a slip than a machine's name
  if (!/[.:]/.test(text) && !isLoopback(hostOf(text))) {
    throw cliError('bad-url', { value, why: 'it is no valid address.' });
  }
  return guessScheme(text);
}
