import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Report } from '@wasm-vitals/protocol';

const BIN = fileURLToPath(new URL('../../packages/cli/bin/wasm-vitals.js', import.meta.url));

export interface Finished {
  /** Exit code; null where a signal ended the process. */
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProcessOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Told all of stderr so far, each time that there is more: to press Ctrl-C at the right moment. */
  onProgress?(stderr: string, press: (signal: NodeJS.Signals) => void): void;
}

/** Runs the command as a person does: another process, the built files, its streams no terminal. */
export function runProcess(args: readonly string[], options: ProcessOptions = {}): Promise<Finished> {
  const child = spawn(process.execPath, [BIN, ...args], {
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    options.onProgress?.(stderr, (signal) => child.kill(signal));
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit) => resolve({ exit, stdout, stderr }));
  });
}

/** A folder that is this test's own. */
export const newFolder = (): string => mkdtempSync(path.join(tmpdir(), 'wasm-vitals-e2e-'));

export const readReport = (file: string): Report => JSON.parse(readFileSync(file, 'utf8')) as Report;
