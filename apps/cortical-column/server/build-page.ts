import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { build, defaultClientConditions } from 'vite';
import { withBuildLock } from './build-lock.js';
import { isFresh } from './freshness.js';
import { APP, BUILD, PACKAGES, SITE } from './paths.js';

const SOURCES = [
  path.join(APP, 'index.html'),
  path.join(APP, 'src'),
  path.join(APP, 'package.json'),
  ...['protocol', 'analysis', 'report', 'sdk', 'dashboard'].map((name) => path.join(PACKAGES, name, 'src')),
];
const PAGE = path.join(SITE, 'index.html');

/** Bundles the page where it is missing or older than its sources and those of the packages it shows. */
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
    logLevel: 'warn',
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
