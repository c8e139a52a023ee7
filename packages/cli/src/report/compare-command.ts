import { Command, Option } from 'commander';
import { compareReports, type ReportComparison } from '@wasm-vitals/report';
import { parseChoice } from '../arguments/choice.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { CliIo } from '../io.js';
import { terminalSafe } from '../summary/table.js';
import { reportOfFile } from './make-report.js';

/** What `wasm-vitals compare` was asked to do, checked. */
export interface CompareOptions {
  readonly before: string;
  readonly after: string;
  readonly format: 'text' | 'json';
  readonly failOnFinding: boolean;
}

interface Flags {
  readonly format: CompareOptions['format'];
  readonly failOnFinding?: boolean;
}

/** The `compare` command. `start` is what it does once its arguments are right. */
export function createCompareCommand(start: (options: CompareOptions) => void): Command {
  return new Command('compare')
    .description('Compare two recorded sessions or JSON reports: what got better, what got worse')
    .argument('<before>', 'the earlier recording or JSON report')
    .argument('<after>', 'the later one')
    .addOption(
      new Option('-f, --format <format>', 'text or json')
        .argParser(parseChoice('--format', ['text', 'json'] as const))
        .default('text'),
    )
    .option('--fail-on-finding', 'fail where the later one has a finding that the earlier one has not')
    .option('--verbose', 'on an error, show where it came from')
    .action((before: string, after: string, { format, failOnFinding = false }: Flags) =>
      start({ before, after, format, failOnFinding }),
    );
}

const points = (value: number | undefined): string => (value === undefined ? 'unknown' : value.toFixed(0));

function comparisonText({ score, sentences }: ReportComparison): string {
  const head = `Score ${points(score.before)} before, ${points(score.after)} after.`;
  const body = sentences.length > 0 ? sentences : ['Nothing that was measured moved by more than a tenth.'];
  return `${head}\n\n${body.map((sentence) => `  ${terminalSafe(sentence)}`).join('\n')}\n`;
}

/**
 * `wasm-vitals compare`: two files → what changed between them.
 * @throws {CliError} where a file can't be read
 */
export function compareFiles({ before, after, format, failOnFinding }: CompareOptions, io: CliIo): ExitCode {
  const [a, b] = [reportOfFile(before, io.cwd).report, reportOfFile(after, io.cwd).report];
  const comparison = compareReports(a, b);
  io.out.write(format === 'json' ? `${JSON.stringify(comparison, null, 2)}\n` : comparisonText(comparison));
  return failOnFinding && comparison.newFindings.length > 0 ? EXIT.thresholdBroken : EXIT.ok;
}
