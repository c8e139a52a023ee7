import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cliError } from '../errors/cli-error.js';

const require = createRequire(import.meta.url);

/**
 * The SDK as one script that leaves `WasmVitals` behind.
 * @throws {CliError} `sdk-missing` where it was not built
 */
export function readSdkBundle(): string {
  try {
    return readFileSync(require.resolve('wasm-vitals/global'), 'utf8');
  } catch (error) {
    throw cliError('sdk-missing', {}, error);
  }
}
