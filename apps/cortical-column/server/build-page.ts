import { createHash } from 'node:crypto';
import { readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { build, defaultClientConditions } from 'vite';
import { withBuildLock } from './build-lock.js';
import { isFresh } from './freshness.js';
import { APP, BUILD, PACKAGES, SITE, WASM } from './paths.js';

const SOURCES = [
  path.join(APP, 'index.html'),
  path.join(APP, 'src'),
  path.join(APP, 'package.json'),
  WASM,
  ...['protocol', 'analysis', 'report', 'sdk', 'dashboard'].map((name) => path.join(PACKAGES, name, 'src')),
];
const PAGE = path.join(SITE, 'index.html');

/** Part of the module's URL, so that the browser may keep it for good: other bytes have another URL. */
async function wasmVersion(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(WASM));
  return hash.digest('hex').slice(0, 12);
}

/** Bundles the page (the module must be there already) where it is missing or older than its sources and those of the packages it shows. */
export async function buildPage(): Promise<string> {
  if (isFresh(PAGE, SOURCES)) return SITE;
  return withBuildLock(async () => {
    if (!isFresh(PAGE, SOURCES)) await bundle();
    return SITE;
  });
}

async function bundle(): Promise<void> {
  const output = path.join(BUILD, `site-${String(process.pid)}`);
  await build({
    root: APP,
    configFile: false,
    define: { 'import.meta.env.VITE_WASM_VERSION': JSON.stringify(await wasmVersion()) },
    logLevel: 'error',
    resolve: { conditions: ['@wasm-vitals/source', ...defaultClientConditions] },
    build: {
      outDir: output,
      emptyOutDir: true,
      target: 'es2022',
      sourcemap: true,
      chunkSizeWarningLimit: 1_500,
    },
  });
  await rm(SITE, { recursive: true, force: true });
  await rename(output, SITE);
}
