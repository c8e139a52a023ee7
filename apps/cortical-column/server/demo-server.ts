import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildPage } from './build-page.js';
import { buildWasm } from './build-wasm.js';
import { serveData } from './data-routes.js';
import { serveStatic } from './static-files.js';

export interface DemoServer {
  /** With a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

export interface DemoServerOptions {
  /** Port to try first; 0 (the default) takes any free one. */
  readonly port?: number;
  /** How many ports behind it are tried where it is taken. Default 0. */
  readonly alternatives?: number;
}

// Cross-origin isolated: fine clocks, and memory measurement by `measureUserAgentSpecificMemory`.
const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { 'content-type': 'text/plain' }).end('Only GET.');
    return;
  }
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (!(await serveData(request, response, url))) serveStatic(response, url);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function listenFrom(server: Server, port: number, alternatives: number): Promise<number> {
  for (let tried = port; ; tried++) {
    try {
      return await listen(server, tried);
    } catch (cause) {
      const taken = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!taken || tried >= port + alternatives) throw cause;
    }
  }
}

/**
 * Builds what is missing and serves the demo on the loopback address.
 * @throws {Error} where the build fails or no port is free.
 */
export async function startDemoServer(options: DemoServerOptions = {}): Promise<DemoServer> {
  await buildWasm();
  await buildPage();
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy()); // the client went away in mid-answer
  });
  const port = await listenFrom(server, options.port ?? 0, options.alternatives ?? 0);
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${String(port)}/`, close };
}
