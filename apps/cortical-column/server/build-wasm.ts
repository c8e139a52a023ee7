import { execFile } from 'node:child_process';
import { rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { withBuildLock } from './build-lock.js';
import { isFresh } from './freshness.js';
import { APP, BUILD, WASM } from './paths.js';

const SOURCES = [path.join(APP, 'assembly'), path.join(APP, 'asconfig.json')];

/**
 * Compiles the simulation where it is missing or older than its sources (about 4 s), and returns its path.
 * @throws {Error} with the compiler's messages.
 */
export async function buildWasm(): Promise<string> {
  if (isFresh(WASM, SOURCES)) return WASM;
  return withBuildLock(async () => {
    if (!isFresh(WASM, SOURCES)) await compile();
    return WASM;
  });
}

async function compile(): Promise<void> {
  const compiler = path.join(
    path.dirname(createRequire(import.meta.url).resolve('assemblyscript/package.json')),
    'bin/asc.js',
  );
  const output = path.join(BUILD, `wasm-${String(process.pid)}.tmp.wasm`);
  const args = [compiler, '--config', 'asconfig.json', '--outFile', path.relative(APP, output)];
  await promisify(execFile)(process.execPath, args, { cwd: APP });
  await rename(output, WASM);
}
