import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const PAGES = path.dirname(fileURLToPath(import.meta.url));

/** Packages that pages may load from, each with a file that its `exports` lets us find. */
const PACKAGE_FILES: Readonly<Record<string, string>> = {
  'sql.js': require.resolve('sql.js'),
  '@dimforge/rapier3d-compat': require.resolve('@dimforge/rapier3d-compat'),
  'esbuild-wasm': require.resolve('esbuild-wasm'),
  'web-tree-sitter': require.resolve('web-tree-sitter'),
  'tree-sitter-json': require.resolve('tree-sitter-json/package.json'),
  'yoga-layout': fileURLToPath(import.meta.resolve('yoga-layout')),
};

/** The built bundles, as a page loads them from its own origin. */
const SDK = fileURLToPath(new URL('../../packages/sdk/dist', import.meta.url));

/** What a page asks for in its address: `workers.html?isolated`. */
const HEADERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  isolated: {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  },
  strict: {
    'content-security-policy': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'",
  },
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

export interface PageServerOptions {
  /** Folder of the pages; default: the one that this file is in. */
  readonly folder?: string;
  /** Answers a request itself and says so; asked first. */
  readonly answer?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface PageServer {
  /** `http://127.0.0.1:PORT`, without a slash at its end. */
  readonly origin: string;
  close(): Promise<void>;
}

function packageRoot(name: string): string | undefined {
  const file = PACKAGE_FILES[name];
  const folder = path.join('node_modules', ...name.split('/'));
  return file?.slice(0, file.lastIndexOf(folder) + folder.length);
}

/** The file behind a path; undefined for one outside the two trees that are served. */
function locate(folder: string, pathname: string): string | undefined {
  if (pathname.startsWith('/sdk/')) return path.join(SDK, path.basename(pathname));
  const match = /^\/npm\/((?:@[^/]+\/)?[^/]+)\/(.+)$/.exec(pathname);
  const root = match ? packageRoot(match[1] ?? '') : folder;
  if (!root) return undefined;
  const file = path.join(root, match ? (match[2] ?? '') : pathname);
  return file.startsWith(root + path.sep) ? file : undefined;
}

async function sendFile(
  file: string | undefined,
  response: ServerResponse,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const size = file ? (await stat(file).catch(() => undefined))?.size : undefined;
  if (!file || size === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
    return;
  }
  response.writeHead(200, {
    'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
    'content-length': size,
    'cache-control': 'max-age=60',
    ...headers,
  });
  createReadStream(file).pipe(response);
}

function answer(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  const status = /^\/status\/(\d{3})$/.exec(pathname)?.[1];
  if (status) {
    response.writeHead(Number(status), { 'content-type': 'text/html' }).end('<h1>An error page</h1>');
  } else if (pathname === '/never-answers') {
    // left open until the server closes: a page that never loads
  } else if (pathname === '/echo-headers') {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(request.headers));
  } else {
    void sendFile(locate(folder, decodeURIComponent(pathname)), response, HEADERS[search.slice(1)]);
  }
}

/** Serves the test pages and the packages that they use, on a free port of the loopback address. */
export async function servePages(options: PageServerOptions = {}): Promise<PageServer> {
  const { folder = PAGES } = options;
  const server = createServer((request, response) => {
    if (!options.answer?.(request, response)) answer(folder, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
