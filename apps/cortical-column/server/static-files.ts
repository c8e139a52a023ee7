import { createReadStream, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { SITE, WASM } from './paths.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** The file behind a path, or undefined: never one outside the site's folder. */
function fileFor(pathname: string): string | undefined {
  if (pathname === '/cortical-column.wasm') return WASM;
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  const file = path.join(SITE, decoded === '/' ? 'index.html' : decoded);
  return file.startsWith(SITE + path.sep) && statSync(file, { throwIfNoEntry: false })?.isFile()
    ? file
    : undefined;
}

/** Serves the bundle and the module. What has a hash in its URL is kept by the browser, the rest is asked for again. */
export function serveStatic(response: ServerResponse, { pathname, searchParams }: URL): void {
  const file = fileFor(pathname);
  if (file === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found.');
    return;
  }
  response.writeHead(200, {
    'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
    'content-length': statSync(file).size,
    'cache-control':
      pathname.startsWith('/assets/') || searchParams.has('v') ? 'max-age=31536000, immutable' : 'no-cache',
  });
  createReadStream(file).pipe(response);
}
