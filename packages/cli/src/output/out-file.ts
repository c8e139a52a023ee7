import { closeSync, existsSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { OutputFormat } from '../arguments/run-options.js';
import { cliError, reasonOf } from '../errors/cli-error.js';
import { fileFault } from './file-fault.js';

const plainReason = (error: unknown): string => fileFault(error, 'write') ?? reasonOf(error);

/** Which format a file's name asks for; undefined where its ending is none of ours. */
export function formatOfFile(file: string): OutputFormat | undefined {
  const formats: Readonly<Record<string, OutputFormat>> = {
    '.txt': 'text',
    '.json': 'json',
    '.csv': 'csv',
    '.html': 'html',
    '.htm': 'html',
    '.md': 'markdown',
  };
  return formats[path.extname(file).toLowerCase()];
}

/**
 * Makes sure, before anything is measured, that the file can be written. Leaves no file behind, and an existing one as
 * it is.
 * @throws {CliError} `out-unwritable`
 */
export function checkOutFile(file: string, cwd: string, option = '--out'): void {
  const resolved = path.resolve(cwd, file);
  const existed = existsSync(resolved);
  if (existed && statSync(resolved).isDirectory()) {
    throw cliError('out-unwritable', { option, file, reason: 'it is a folder' });
  }
  try {
    closeSync(openSync(resolved, 'a'));
    if (!existed) rmSync(resolved);
  } catch (error) {
    throw cliError('out-unwritable', { option, file, reason: plainReason(error) }, error);
  }
}

/** @throws {CliError} `out-failed` */
export function writeOutFile(file: string, text: string | Uint8Array, cwd: string): void {
  try {
    writeFileSync(path.resolve(cwd, file), text);
  } catch (error) {
    throw cliError('out-failed', { file, reason: plainReason(error) }, error);
  }
}
