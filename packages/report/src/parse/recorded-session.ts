import { readRecording } from '@wasm-vitals/analysis';
import type {
  RecordedFindings,
  RecordingHeader,
  RecordingLine,
  ReportApplication,
  Snapshot,
} from '@wasm-vitals/protocol';
import type { ReportInput } from '../generate/report-input.js';
import { compact } from '../sections/distribution.js';
import { FINDINGS_SHAPE, HEADER_SHAPE } from './event-schema.js';
import { REPORT_DEFS } from './report-schema.js';
import { ReportFormatError } from './parse-report.js';
import type { Schema } from './schema.js';
import { validate } from './validate.js';

/** What a recorded file says of a session: the input of `generateReport`, without the clock. */
export type RecordedSession = Pick<
  ReportInput,
  'snapshots' | 'alerts' | 'recommendations' | 'actions' | 'application' | 'url'
>;

/** The values of all lines `{"<name>":…}`; cheap, for most lines are snapshots and need not be read twice. */
function linesOf(text: string, name: 'recording' | 'findings', shape: Schema): readonly unknown[] {
  return text
    .split('\n')
    .filter((line) => line.trimStart().startsWith(`{"${name}"`) && line.trimEnd().endsWith('}'))
    .map((line) => {
      const value = (JSON.parse(line) as Record<string, unknown>)[name];
      const mismatch = validate(shape, value, REPORT_DEFS, name);
      if (mismatch !== undefined) throw new ReportFormatError(mismatch);
      return value;
    });
}

function applicationOf({ application: name, release }: RecordingHeader): ReportApplication | undefined {
  return name === undefined && release === undefined ? undefined : compact({ name, release });
}

/**
 * Reads a recording (JSON lines, as `startRecorder` and `wasm-vitals run --record` write them) that nobody vouches for.
 * Ticks and lines of other sorts are passed over.
 * @throws {ReportFormatError} for a header or findings that are none
 * @throws {SyntaxError | ParseError} for a line that is no JSON, a tick or a snapshot that is none
 */
export function readSession(text: string): RecordedSession {
  const snapshots = readRecording(text).flatMap((entry) => ('snapshot' in entry ? [entry.snapshot] : []));
  const header = linesOf(text, 'recording', HEADER_SHAPE)[0] as RecordingHeader | undefined;
  const findings = linesOf(text, 'findings', FINDINGS_SHAPE).at(-1) as RecordedFindings | undefined;
  return compact<RecordedSession>({
    snapshots,
    application: header && applicationOf(header),
    url: header?.url,
    alerts: findings?.alerts,
    recommendations: findings?.recommendations,
    actions: findings?.actions,
  });
}

export interface SessionToWrite extends RecordedFindings {
  readonly header: Omit<RecordingHeader, 'version'>;
  readonly snapshots: readonly Snapshot[];
}

/** A session as a recording: the header, a line for each snapshot, and what was found. */
export function writeSession({ header, snapshots, ...findings }: SessionToWrite): string {
  const lines: readonly RecordingLine[] = [
    { recording: { version: 1, ...header } },
    ...snapshots.map((snapshot) => ({ snapshot })),
    { findings },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
