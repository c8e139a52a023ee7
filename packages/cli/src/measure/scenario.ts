import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { cliError, reasonOf } from '../errors/cli-error.js';

/** What the user wants done in the page while it is measured: clicks, scrolling, a new scene. */
export interface Scenario {
  readonly file: string;
  play(page: Page): Promise<void>;
}

/**
 * Loads a module whose default export is `async (page) => { … }`.
 * @throws {CliError} `bad-script`
 */
export async function loadScenario(file: string, cwd: string): Promise<Scenario> {
  const resolved = path.resolve(cwd, file);
  if (!existsSync(resolved)) throw cliError('bad-script', { file, why: 'there is no such file.' });
  let loaded: { readonly default?: unknown };
  try {
    loaded = (await import(pathToFileURL(resolved).href)) as typeof loaded;
  } catch (error) {
    throw cliError('bad-script', { file, why: `it can't be loaded: ${reasonOf(error)}.` }, error);
  }
  const play = loaded.default;
  if (typeof play !== 'function') {
    throw cliError('bad-script', { file, why: 'it has no function as its default export.' });
  }
  return {
    file,
    async play(page) {
      await (play as (page: Page) => unknown)(page);
    },
  };
}
