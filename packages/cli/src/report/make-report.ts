import type { Report, Snapshot } from '@wasm-vitals/protocol';
import { exportReport, generateReport } from '@wasm-vitals/report';
import { cliError } from '../errors/cli-error.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { CliIo } from '../io.js';
import { checkOutFile, writeOutFile } from '../output/out-file.js';
import { judgeThresholds, type Verdict } from '../summary/judge-thresholds.js';
import { textSummary } from '../summary/text-summary.js';
import { loadFile } from './load-session.js';
import type { ReportOptions } from './report-command.js';

interface Made {
  readonly report: Report;
  /** Absent where the file was a report: what it was made from is gone. */
  readonly snapshots?: readonly Snapshot[];
}

/** The report of a file. A recording is reported as of its own end, so that the same file gives the same report. */
export function reportOfFile(
  file: string,
  cwd: string,
  options: Pick<ReportOptions, 'range'> & { readonly previous?: Report } = {},
): Made {
  const loaded = loadFile(file, cwd);
  if (loaded.kind === 'report') return { report: loaded.report };
  const { snapshots } = loaded.session;
  const generatedAt = snapshots.reduce((latest, { timestamp }) => Math.max(latest, timestamp), 0);
  return { snapshots, report: generateReport({ ...loaded.session, ...options, generatedAt }) };
}

function needsSnapshots({ file, range, previous, thresholds }: ReportOptions, { snapshots }: Made): void {
  if (snapshots) return;
  const asked = { '--range': range, '--previous': previous, '--threshold': thresholds[0] };
  for (const [option, value] of Object.entries(asked)) {
    if (value !== undefined) throw cliError('only-recordings', { option, file });
  }
}

function textOf(options: ReportOptions, report: Report, verdicts: readonly Verdict[], io: CliIo): string {
  if (options.format !== 'text') return exportReport(report, options.format, { table: options.table });
  const color = io.out.color && options.out === undefined;
  return textSummary({ report, verdicts, source: options.file, notes: [], color });
}

/**
 * `wasm-vitals report`: a file → its report → an export.
 * @throws {CliError} where a file can't be read or written
 */
export function makeReport(options: ReportOptions, io: CliIo): ExitCode {
  const { out, range } = options;
  if (out !== undefined) checkOutFile(out, io.cwd);
  const previous = options.previous === undefined ? undefined : reportOfFile(options.previous, io.cwd).report;
  const made = reportOfFile(options.file, io.cwd, {
    ...(range === undefined ? {} : { range }),
    ...(previous === undefined ? {} : { previous }),
  });
  needsSnapshots(options, made);
  const verdicts = judgeThresholds(options.thresholds, made.report, made.snapshots ?? []);
  const text = textOf(options, made.report, verdicts, io);
  if (out === undefined) io.out.write(text.endsWith('\n') ? text : `${text}\n`);
  else {
    writeOutFile(out, text, io.cwd);
    if (!options.quiet) io.err.write(`Written: ${out} (${options.format})\n`);
  }
  const broken = verdicts.filter(({ kept }) => !kept).map(({ threshold }) => threshold.text);
  if (broken.length === 0) return EXIT.ok;
  io.err.write(`\nwasm-vitals: thresholds broken: ${broken.join(', ')}\n`);
  return EXIT.thresholdBroken;
}
