import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { WORK_DIR, type JobHeader } from './read-jobs.js';

/** Bundles the jobs for the browser and for Node. Not a dependency of the project: it serves this command alone. */
const BUNDLER = { esbuild: '0.28.2' };

/**
 * Installs the jobs' packages into `work/`, at the exact versions of their headers, without install scripts. Does
 * nothing where the same set is there already.
 */
export function installPackages(jobs: readonly JobHeader[]): void {
  const wanted = manifest(jobs);
  const file = path.join(WORK_DIR, 'package.json');
  const stamp = path.join(WORK_DIR, 'node_modules/.cache/installed.json');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  mkdirSync(WORK_DIR, { recursive: true });
  writeFileSync(file, wanted);
  console.log(`Installing ${jobs.length} jobs' packages into ${path.relative(process.cwd(), WORK_DIR)} …`);
  const done = spawnSync(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps', '--loglevel=error'],
    { cwd: WORK_DIR, stdio: 'inherit', shell: process.platform === 'win32' },
  );
  if (done.status !== 0) throw new Error('npm install failed: see above');
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

function manifest(jobs: readonly JobHeader[]): string {
  const dependencies: Record<string, string> = { ...BUNDLER };
  for (const job of jobs) Object.assign(dependencies, job.packages);
  const text = JSON.stringify(
    { name: 'wasm-vitals-module-survey', private: true, version: '0.0.0', dependencies },
    null,
    2,
  );
  return `${text}\n`;
}
