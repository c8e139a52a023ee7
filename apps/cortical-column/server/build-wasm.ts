import { rename } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { withBuildLock } from './build-lock.js';
import { isFresh } from './freshness.js';
import { APP, WASM } from './paths.js';

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
  const { default: asc } = await import('assemblyscript/asc'); // heavy, and seldom needed
  const output = `build/wasm-${String(process.pid)}.tmp.wasm`; // renamed when whole: nobody reads half a module
  const args = ['--baseDir', APP, '--config', 'asconfig.json', '--outFile', output];
  let messages = '';
  const stderr = { write: (text: string | Uint8Array) => void (messages += String(text)) };
  const { error } = await asc.main(args, { stderr });
  if (error) throw new Error(`The simulation does not compile.\n${messages}`, { cause: error });
  await rename(path.join(APP, output), WASM);
}
