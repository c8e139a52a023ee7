import type { RecordingLabel, RecordingLine, Snapshot, Tick } from '@wasm-vitals/protocol';
import { parseSnapshot } from '@wasm-vitals/protocol';
import { parseTick } from './parse-tick.js';

/** What a recording tells, line by line in its own order. */
export type RecordingEntry =
  Extract<RecordingLine, { tick: Tick }> | Extract<RecordingLine, { snapshot: Snapshot }>;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function toEntry(fields: Fields): RecordingEntry | undefined {
  if (isFields(fields.tick)) return { tick: parseTick(fields.tick) };
  if (isFields(fields.snapshot)) return { snapshot: parseSnapshot(fields.snapshot) };
  if ('sequence' in fields) return { snapshot: parseSnapshot(fields) };
  return 'timestamp' in fields && 'interval' in fields ? { tick: parseTick(fields) } : undefined;
}

function parseLine(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new SyntaxError(`line ${String(number)} of the recording is no JSON`, { cause });
  }
}

/** A report of `wasm-vitals run --format json`, or any document with `snapshots`. */
function readDocument(text: string): readonly RecordingEntry[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isFields(document) || !Array.isArray(document.snapshots)) return undefined;
  return document.snapshots.map((snapshot) => ({ snapshot: parseSnapshot(snapshot) }));
}

/**
 * Reads a recording: JSON lines of `{"tick":…}` and `{"snapshot":…}`, or of bare ticks and snapshots. Lines of other
 * sorts are skipped, and so is a last line that was cut off.
 * @throws SyntaxError for a line in the middle that is no JSON
 * @throws ParseError for a tick or snapshot that is none
 */
export function readRecording(text: string): readonly RecordingEntry[] {
  const document = readDocument(text);
  if (document) return document;
  const lines = text.split('\n');
  const whole = text.endsWith('\n');
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return [];
    const isLast = i === lines.length - 1;
    if (isLast && !whole && !line.trimEnd().endsWith('}')) return [];
    const fields = parseLine(line, i + 1);
    return isFields(fields) ? (toEntry(fields) ?? []) : [];
  });
}

/** Reads a `*.labels.json`. @throws TypeError that names the entry which is none. */
export function readLabels(text: string): readonly RecordingLabel[] {
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) throw new TypeError('labels: expected a list of { type, start, end }');
  return list.map((entry: unknown, i) => {
    const { type, start, end } = isFields(entry) ? entry : {};
    if (typeof type !== 'string' || typeof start !== 'number' || typeof end !== 'number') {
      throw new TypeError(`labels[${String(i)}]: expected { type: string, start: seconds, end: seconds }`);
    }
    return { type, start, end };
  });
}
