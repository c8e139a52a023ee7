import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { MachineSecond } from './machine.js';
import type { Kind } from './kinds.js';
import type { PageName } from './injectors.js';

/** A fault as it was injected: epoch milliseconds. */
export interface Injection {
  readonly kind: Kind;
  /** The means, with the page's fault where there is one: `cpu`, `page block-ms`. */
  readonly by: string;
  readonly strength: number;
  readonly start: number;
  readonly end: number;
}

/** What lies beside a recording: all that is needed to label and score it again without a browser. */
export interface SessionRecord {
  readonly id: string;
  readonly page: PageName;
  /** Commit of the sources that recorded it. */
  readonly sources: string;
  readonly recordedAt: string;
  readonly injections: readonly Injection[];
  readonly events: readonly { readonly name: string; readonly start: number; readonly end: number }[];
  readonly machine: readonly MachineSecond[];
  /** Share of one core that the browser's processes took, over the whole session. */
  readonly cpuShare: number;
}

/** Outside of `dist/`, which a build may empty. */
const FOLDER = path.join(import.meta.dirname, '.cache');
const fileOf = (id: string, ending: string): string => path.join(FOLDER, `${id}${ending}`);

export const recordingFile = (id: string): string => fileOf(id, '.jsonl');
export const labelsFile = (id: string): string => fileOf(id, '.labels.json');

export const isRecorded = (id: string): boolean => existsSync(fileOf(id, '.session.json'));

/** The session's own file comes last: where it is, the recording is whole. */
export function writeSession(record: SessionRecord, lines: string): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(recordingFile(record.id), lines);
  writeFileSync(fileOf(record.id, '.session.json'), `${JSON.stringify(record)}\n`);
}

export function readSessions(): readonly SessionRecord[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.session.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as SessionRecord);
}
