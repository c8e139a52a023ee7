import { cliError } from '../errors/cli-error.js';

/** A parser of an option that takes one of a few words. @throws {CliError} `bad-choice`, from the parser */
export const parseChoice =
  <T extends string>(option: string, choices: readonly T[]) =>
  (value: string): T => {
    const found = choices.find((allowed) => allowed === value.toLowerCase());
    if (!found) throw cliError('bad-choice', { option, value, choices });
    return found;
  };
