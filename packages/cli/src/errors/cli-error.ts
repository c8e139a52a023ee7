import type { ExitCode } from '../exit-codes.js';
import { ERRORS, type ErrorCode, type ErrorDetails, type ErrorText } from './catalogue.js';

/** An error that is meant for people. Its `code` is stable; its cause is kept for `--verbose`. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: ErrorCode;
  readonly exit: ExitCode;
  readonly text: ErrorText;

  constructor(code: ErrorCode, text: ErrorText, cause: unknown) {
    super(text.message, { cause });
    this.code = code;
    this.exit = ERRORS[code].exit;
    this.text = text;
  }
}

/** Makes an error of the catalogue from what is known about it. */
export function cliError<Code extends ErrorCode>(
  code: Code,
  details: ErrorDetails<Code>,
  cause?: unknown,
): CliError {
  const describe = ERRORS[code].text as (details: ErrorDetails<Code>) => ErrorText;
  return new CliError(code, describe(details), cause);
}

/** The message of anything thrown, on one line and without a stack: for the `reason` of an error. */
export function reasonOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return message.split('\n')[0]?.trim() ?? message;
}

/** Anything thrown, as an error of the catalogue: what is not one of ours is a fault of ours. */
export function asCliError(thrown: unknown): CliError {
  return thrown instanceof CliError ? thrown : cliError('internal', { reason: reasonOf(thrown) }, thrown);
}
