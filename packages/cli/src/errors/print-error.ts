import pc from 'picocolors';
import type { TextSink } from '../io.js';
import type { CliError } from './cli-error.js';

const indent = (text: string): string => text.replaceAll('\n', '\n  ');

/** What was wrong, what was expected, what to do; and with `verbose` where it came from. */
export function printError(sink: TextSink, error: CliError, verbose: boolean): void {
  const colors = pc.createColors(sink.color);
  const { message, expected, remedy } = error.text;
  const lines = [
    `${colors.red(colors.bold('wasm-vitals:'))} ${message}`,
    ...(expected ? [`  Expected: ${indent(expected)}`] : []),
    ...(remedy ? [`  ${indent(remedy)}`] : []),
  ];
  sink.write(`${lines.join('\n')}\n`);
  if (!verbose) return;
  const cause = error.cause instanceof Error ? (error.cause.stack ?? error.cause.message) : error.stack;
  sink.write(`\n[${error.code}]\n${cause ?? ''}\n`);
}
