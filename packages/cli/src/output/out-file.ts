import { closeSync, existsSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { OutputFormat } from '../arguments/run-options.js';
import { cliError, reasonOf } from '../errors/cli-error.js';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

function plainReason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return REASONS[code] ?? reasonOf(error);
}

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
export function checkOutFile(file: string, cwd: string): void {
  const resolved = path.resolve(cwd, file);
  const existed = existsSync(resolved);
  if (existed && statSync(resolved).isDirectory()) {
    throw cliError('out-unwritable', { file, reason: 'it is a folder' });
  }
  try {
    closeSync(openSync(resolved, 'a'));
    if (!existed) rmSync(resolved);
  } catch (error) {
    throw cliError('out-unwritable', { file, reason: plainReason(error) }, error);
  }
}

/** @throws {CliError} `out-failed` */
export function writeOutFile(file: string, text: string, cwd: string): void {
  try {
    writeFileSync(path.resolve(cwd, file), text);
  } catch (error) {
    throw cliError('out-failed', { file, reason: plainReason(error) }, error);
  }
}
