import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { MODULES_DIR, WORK_DIR, type JobHeader, type Runtime } from './read-jobs.js';

interface Bundler {
  build(options: Record<string, unknown>): Promise<unknown>;
}

/** Below `node_modules`, where no formatter and no linter of the project looks. */
export const OUT_DIR = path.join(WORK_DIR, 'node_modules/.cache/bundles');

/** CommonJS packages ask for `require`, `__dirname` and `__filename` in Node. */
const NODE_BANNER = `import { createRequire as _cr } from 'node:module';
import { fileURLToPath as _fu } from 'node:url';
const require = _cr(import.meta.url), __filename = _fu(import.meta.url), __dirname = _fu(new URL('.', import.meta.url));`;

/** The bundle that runs one job in a Node process. */
export const NODE_MAIN = 'node-main';

/** Where `bundleJobs` puts a file. */
export function outFile(runtime: Runtime, name: string): string {
  return path.join(OUT_DIR, runtime, `${name}.mjs`);
}

/** Bundles the runner and each job into one file per runtime. Jobs stay apart from the runner, which loads first. */
export async function bundleJobs(
  jobs: readonly JobHeader[],
  runtimes: readonly Runtime[] = ['chromium', 'node'],
): Promise<Map<string, string>> {
  mkdirSync(OUT_DIR, { recursive: true });
  const entry = path.join(WORK_DIR, 'node_modules/esbuild/lib/main.js');
  const esbuild = (await import(pathToFileURL(entry).href)) as unknown as Bundler;
  const failures = new Map<string, string>();
  for (const runtime of runtimes) {
    await bundle(esbuild, runtime, path.join(MODULES_DIR, 'harness/runner.ts'), 'runner');
    if (runtime === 'node') {
      await bundle(esbuild, runtime, path.join(MODULES_DIR, 'harness/node-main.ts'), NODE_MAIN);
    }
    for (const job of jobs) {
      if (!job.runtimes.includes(runtime)) continue;
      try {
        await bundle(esbuild, runtime, job.file, job.name);
      } catch (error) {
        failures.set(`${job.name} ${runtime}`, String(error));
      }
    }
  }
  return failures;
}

async function bundle(esbuild: Bundler, runtime: Runtime, entry: string, name: string): Promise<void> {
  await esbuild.build({
    entryPoints: [entry],
    outfile: outFile(runtime, name),
    bundle: true,
    format: 'esm',
    logLevel: 'silent',
    target: 'es2022',
    conditions: ['@wasm-vitals/source', 'module', 'import'],
    mainFields: runtime === 'node' ? ['module', 'main'] : ['browser', 'module', 'main'],
    platform: runtime === 'node' ? 'node' : 'browser',
    loader: { '.wasm': 'empty', '.bin': 'binary', '.node': 'empty' },
    ...(runtime === 'node'
      ? { banner: { js: NODE_BANNER } }
      : {
          // left in for the packages' own checks of where they run; the branches behind them are never taken
          external: [
            'fs',
            'path',
            'crypto',
            'module',
            'worker_threads',
            'url',
            'util',
            'os',
            'vm',
            'node:*',
            'fs/promises',
            'ws',
            'perf_hooks',
            'child_process',
            'stream',
          ],
          define: { global: 'globalThis' },
        }),
  });
}
