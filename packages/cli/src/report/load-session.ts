import type { Report } from '@wasm-vitals/protocol';
import { parseReport, readSession, type RecordedSession } from '@wasm-vitals/report';
import { cliError, reasonOf } from '../errors/cli-error.js';
import { readTextFile } from '../output/recording-file.js';

/** What a file on disk turned out to be. */
export type LoadedFile =
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'session'; readonly session: RecordedSession };

function isReport(text: string): boolean {
  if (!text.trimStart().startsWith('{')) return false;
  try {
    return (JSON.parse(text) as { readonly format?: unknown }).format === 'wasm-vitals-report';
  } catch {
    return false; // JSON lines: a recording
  }
}

/**
 * Reads a recording or a JSON report, compressed or not. What stands in it is checked, for it may come from anywhere.
 * @throws {CliError} `file-unreadable`, `not-a-session`
 */
export function loadFile(file: string, cwd: string): LoadedFile {
  const text = readTextFile(file, cwd);
  try {
    if (isReport(text)) return { kind: 'report', report: parseReport(text) };
    const session = readSession(text);
    if (session.snapshots.length > 0) return { kind: 'session', session };
  } catch (error) {
    throw cliError('not-a-session', { file, reason: reasonOf(error) }, error);
  }
  throw cliError('not-a-session', { file, reason: 'there is no snapshot in it' });
}
