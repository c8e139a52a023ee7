import { Command, CommanderError } from 'commander';
import { asCliError, cliError, type CliError } from './errors/cli-error.js';
import { printError } from './errors/print-error.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { CliIo } from './io.js';
import { compareFiles, createCompareCommand } from './report/compare-command.js';
import { makeReport } from './report/make-report.js';
import { createReportCommand } from './report/report-command.js';
import { createRunCommand } from './run/run-command.js';
import { run } from './run/run.js';
import { readVersion } from './version.js';

const SHOWN_ON_REQUEST: readonly string[] = ['commander.helpDisplayed', 'commander.version'];

/** Commander's own errors in the words and with the exit code of ours. */
function usageError(error: CommanderError, argv: readonly string[]): CliError {
  const [what = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const asPage = argv.find((argument) => /^https?:|^localhost|:\d+/.test(argument));
  if (error.code === 'commander.unknownCommand' && asPage !== undefined) {
    return cliError('wrong-usage', {
      message: `A command is missing.`,
      remedy: `Try: wasm-vitals run ${asPage}`,
    });
  }
  const sentence = `${what.charAt(0).toUpperCase()}${what.slice(1).replace(/\.$/, '')}.`;
  const hint = suggestion ? ` ${suggestion.replace(/^\(|\)$/g, '')}` : '';
  return cliError('wrong-usage', {
    message: `${sentence}${hint}`,
    remedy: `wasm-vitals ${commandOf(argv)} --help lists what there is.`,
  });
}

const COMMANDS: readonly string[] = ['run', 'report', 'compare'];

/** The command that was meant, as far as that can be seen. */
const commandOf = (argv: readonly string[]): string => argv.find((word) => COMMANDS.includes(word)) ?? 'run';

function createProgram(io: CliIo, done: (exit: ExitCode) => void): Command {
  const program = new Command('wasm-vitals')
    .description('Web-vitals, for WebAssembly')
    .version(readVersion(), '-V, --version', 'print the version')
    .helpCommand(false);
  const commands = [
    createRunCommand(io, async (options) => done(await run(options, io))),
    createReportCommand((options) => done(makeReport(options, io))),
    createCompareCommand((options) => done(compareFiles(options, io))),
  ];
  for (const command of [program, ...commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => io.out.write(text),
      writeErr: (text) => io.err.write(text),
      // errors are printed once, by us
      outputError: () => {},
      getOutHelpWidth: () => Math.min(io.out.columns ?? 100, 110),
      getErrHelpWidth: () => Math.min(io.err.columns ?? 100, 110),
    });
  }
  for (const command of commands) program.addCommand(command);
  return program;
}

/**
 * The whole command line, without a process: what it prints goes to `io`, and its exit code is returned.
 * @param argv what stands behind the program's name
 */
export async function runCli(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  let exit: ExitCode = EXIT.ok;
  const program = createProgram(io, (code) => {
    exit = code;
  });
  if (argv.length === 0) {
    io.err.write(program.helpInformation());
    return EXIT.usage;
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exit;
  } catch (thrown) {
    if (thrown instanceof CommanderError && SHOWN_ON_REQUEST.includes(thrown.code)) return EXIT.ok;
    const error = thrown instanceof CommanderError ? usageError(thrown, argv) : asCliError(thrown);
    const verbose = argv.includes('--verbose') || io.env['DEBUG'] !== undefined;
    printError(io.err, error, verbose);
    return error.exit;
  }
}
