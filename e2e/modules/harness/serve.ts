import { createReadStream, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { OUT_DIR } from './bundle.js';
import { WORK_DIR } from './read-jobs.js';

const TYPES: Readonly<Record<string, string>> = {
  '.mjs': 'text/javascript',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.html': 'text/html',
};

const PAGE = `<!doctype html><meta charset="utf-8"><title>job</title><link rel="icon" href="data:,">`;

/** Serves a blank page, the bundles and the packages' files, cross-origin isolated. */
export async function serveModules(): Promise<{ url: string; close(): void }> {
  const server: Server = createServer((request, response) => {
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    const { pathname } = new URL(request.url ?? '/', 'http://local');
    const file = locate(decodeURIComponent(pathname));
    if (pathname === '/') {
      response.setHeader('Content-Type', 'text/html');
      response.end(PAGE);
    } else if (!file) {
      response.statusCode = 404;
      response.end();
    } else {
      response.setHeader('Content-Type', TYPES[path.extname(file)] ?? 'application/octet-stream');
      createReadStream(file).pipe(response);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function locate(pathname: string): string | undefined {
  const roots = { '/out/': path.join(OUT_DIR, 'chromium'), '/modules/': path.join(WORK_DIR, 'node_modules') };
  for (const [prefix, root] of Object.entries(roots)) {
    if (!pathname.startsWith(prefix)) continue;
    const file = path.join(root, pathname.slice(prefix.length));
    if (file.startsWith(root + path.sep) && statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
  }
  return undefined;
}
