import { cliError } from '../errors/cli-error.js';

/** Adds `Name: value` to the headers read so far. @throws {CliError} `bad-header` */
export function parseHeader(
  value: string,
  previous: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(.*)$/.exec(value.trim());
  const [, name, content] = match ?? [];
  // a secret that was typed without its name must not be printed whole
  if (!name || content === undefined)
    throw cliError('bad-header', { option: '--header', value: shorten(value) });
  return { ...previous, [name]: content };
}

const shorten = (value: string): string => (value.length > 12 ? `${value.slice(0, 12)}…` : value);
