import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { cliError, reasonOf } from '../errors/cli-error.js';
import { fileFault } from './file-fault.js';

/** Two bytes that every gzip file begins with. */
const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** A minute of hostile zeros unpacks to gigabytes; a day's recording is some 100 MB. */
const MOST_BYTES = 512 * 1_048_576;

/** Compressed where the file's name ends in `.gz`. */
export function packFor(file: string, text: string): string | Uint8Array {
  return file.endsWith('.gz') ? gzipSync(text, { level: 9 }) : text;
}

/**
 * Text of a file that may be compressed, by its content and not by its name.
 * @throws {CliError} `file-unreadable`
 */
export function readTextFile(file: string, cwd: string): string {
  try {
    const bytes = readFileSync(path.resolve(cwd, file));
    return (isGzip(bytes) ? gunzipSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes).toString('utf8');
  } catch (error) {
    throw cliError('file-unreadable', { file, reason: fileFault(error, 'read') ?? reasonOf(error) }, error);
  }
}
