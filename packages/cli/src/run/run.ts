import { exportReport, generateReport, writeSession } from '@wasm-vitals/report';
import type { Report, Severity, Snapshot } from '@wasm-vitals/protocol';
import type { RunOptions } from '../arguments/run-options.js';
import { readSdkBundle } from '../browser/sdk-bundle.js';
import { cliError } from '../errors/cli-error.js';
import { printError } from '../errors/print-error.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { CliIo } from '../io.js';
import { createLiveView } from '../live/live-view.js';
import { measurePage, type Measurement } from '../measure/measure-page.js';
import { mergeWorkers } from '../measure/merge-workers.js';
import type { FrameRecord } from '../measure/recording.js';
import { loadScenario } from '../measure/scenario.js';
import { checkOutFile, writeOutFile } from '../output/out-file.js';
import { packFor } from '../output/recording-file.js';
import { judgeThresholds, type Verdict } from '../summary/judge-thresholds.js';
import { textSummary } from '../summary/text-summary.js';
import { notesOf } from './notes.js';

const WORTH_FAILING: readonly Severity[] = ['warning', 'critical'];

/** Everything that is known once the browser is closed. */
interface Outcome {
  readonly measurement: Measurement;
  readonly subject: FrameRecord;
  readonly snapshots: readonly Snapshot[];
  readonly report: Report;
  readonly verdicts: readonly Verdict[];
  readonly signal: 'SIGINT' | 'SIGTERM' | undefined;
}

function conclude(options: RunOptions, measurement: Measurement): Omit<Outcome, 'signal'> {
  const [subject] = measurement.frames;
  const url = options.url.href;
  if (!subject || subject.snapshots.length === 0) {
    const reason = subject?.failure ?? 'it told nothing in all the time';
    throw measurement.failure ?? cliError('not-measured', { url, reason });
  }
  const snapshots = mergeWorkers(subject.snapshots, measurement.workers);
  const report = generateReport({
    snapshots,
    alerts: subject.alerts,
    recommendations: subject.recommendations,
    url: subject.url,
    generatedAt: Date.now(),
  });
  const verdicts = judgeThresholds(options.thresholds, report, snapshots);
  return { measurement, subject, snapshots, report, verdicts };
}

/** The report in the format that was asked for, and the summary for people beside it where the report goes to a file. */
function print(options: RunOptions, { report, verdicts, measurement, subject }: Outcome, io: CliIo): void {
  const { format, out } = options;
  const source = `${measurement.browser} ${options.headed ? 'headed' : 'headless'}`;
  const notes = notesOf(options, measurement, subject);
  const summary = (color: boolean): string => textSummary({ report, verdicts, source, notes, color });
  const text = format === 'text' ? summary(io.out.color && out === undefined) : exportReport(report, format);
  if (out === undefined) {
    io.out.write(text.endsWith('\n') ? text : `${text}\n`);
    return;
  }
  if (!options.quiet) io.out.write(summary(io.out.color));
  writeOutFile(out, text, io.cwd);
  if (!options.quiet) io.err.write(`\nWritten: ${out} (${format})\n`);
}

/** The session itself, as it was measured. */
function keepRecording({ record, quiet }: RunOptions, outcome: Outcome, io: CliIo): void {
  if (record === undefined) return;
  const { snapshots, subject, report } = outcome;
  const { alerts, recommendations, url } = subject;
  const header = { url, recordedAt: report.generatedAt };
  writeOutFile(record, packFor(record, writeSession({ header, snapshots, alerts, recommendations })), io.cwd);
  if (!quiet) io.err.write(`\nRecorded: ${record} (${snapshots.length} snapshots)\n`);
}

const sawWasm = ({ report }: Outcome): boolean => report.wasm.modules.length > 0 || report.wasm.calls > 0;

/** What the end of the run says to a script. What stopped us stands before what was found. */
function exitCodeOf(options: RunOptions, outcome: Outcome): ExitCode {
  const { measurement, verdicts, report, signal } = outcome;
  if (signal) return signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
  if (measurement.failure) return measurement.failure.exit;
  if (!sawWasm(outcome)) return EXIT.noWasm;
  if (verdicts.some(({ kept }) => !kept)) return EXIT.thresholdBroken;
  const alerted = report.alerts.some(({ severity }) => WORTH_FAILING.includes(severity));
  return options.failOnAlert && alerted ? EXIT.thresholdBroken : EXIT.ok;
}

/** The last words, on stderr: why the exit code is what it is. */
function explainExit(options: RunOptions, outcome: Outcome, io: CliIo): void {
  const { measurement, verdicts, signal } = outcome;
  const say = (text: string): void => io.err.write(`\nwasm-vitals: ${text}\n`);
  if (signal) say('stopped by you: this is what was measured until then.');
  else if (measurement.failure) printError(io.err, measurement.failure, options.verbose);
  else if (!sawWasm(outcome)) {
    const silent = measurement.workers.some(({ answered }) => !answered);
    const hint = silent ? ' It may run in the workers that did not answer.' : '';
    say(`no WebAssembly was seen in this page.${hint} Does it load later? Try a longer --duration.`);
  } else {
    const broken = verdicts.filter(({ kept }) => !kept).map(({ threshold }) => threshold.text);
    if (broken.length > 0) say(`thresholds broken: ${broken.join(', ')}`);
    else if (exitCodeOf(options, outcome) === EXIT.thresholdBroken)
      say('alerts were raised (--fail-on-alert).');
  }
}

/** A promise of the first Ctrl-C, which signal it was, and the way to stop listening. */
function watchInterrupt(io: CliIo): {
  readonly happened: Promise<'interrupted'>;
  signal(): Outcome['signal'];
  stop(): void;
} {
  let signal: Outcome['signal'];
  let stop = (): void => {};
  const happened = new Promise<'interrupted'>((resolve) => {
    stop = io.onInterrupt((received) => {
      signal ??= received;
      resolve('interrupted');
    });
  });
  return { happened, signal: () => signal, stop };
}

/**
 * `wasm-vitals run`: arguments → browser → injection → live view → summary → export.
 * @throws {CliError} where nothing could be measured
 */
export async function run(options: RunOptions, io: CliIo): Promise<ExitCode> {
  if (options.out !== undefined) checkOutFile(options.out, io.cwd);
  if (options.record !== undefined) checkOutFile(options.record, io.cwd, '--record');
  const scenario = options.script === undefined ? undefined : await loadScenario(options.script, io.cwd);
  const bundle = readSdkBundle();
  if (options.url.note && !options.quiet) io.err.write(`${options.url.note}\n`);

  const interrupt = watchInterrupt(io);
  const view = createLiveView(io.err, options);
  try {
    const show = (state: Parameters<typeof view.show>[0]): void => view.show(state);
    const { env } = io;
    const measurement = await measurePage(options, {
      bundle,
      env,
      scenario,
      interrupted: interrupt.happened,
      show,
    });
    view.close();
    const outcome = { ...conclude(options, measurement), signal: interrupt.signal() };
    print(options, outcome, io);
    keepRecording(options, outcome, io);
    explainExit(options, outcome, io);
    return exitCodeOf(options, outcome);
  } finally {
    view.close();
    interrupt.stop();
  }
}
