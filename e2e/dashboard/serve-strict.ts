import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build, defaultClientConditions } from 'vite';

export interface StrictServer {
  readonly url: string;
  close(): Promise<void>;
}

const NONCE = 'r4nd0m';

/** As strict as a policy can be that lets a script run at all. */
const POLICY = [
  "default-src 'none'",
  `script-src 'nonce-${NONCE}'`,
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>strict</title></head>
<body><script nonce="${NONCE}" src="/page.js"></script></body></html>`;

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@wasm-vitals/source', ...defaultClientConditions] },
    build: {
      write: false,
      lib: { entry: new URL('strict-page.ts', import.meta.url).pathname, formats: ['iife'], name: 'strict' },
    },
  });
  const [output] = [result].flat();
  if (!output || !('output' in output)) throw new Error('Vite made no bundle');
  return output.output[0].code;
}

/** Serves one page with the dashboard under a strict policy, on a free port. */
export async function serveStrict(): Promise<StrictServer> {
  const code = await bundle();
  const server = createServer((request, response) => {
    const script = request.url === '/page.js';
    response.setHeader('content-security-policy', POLICY);
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(script ? code : HTML);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((done) => server.close(() => done())),
  };
}
