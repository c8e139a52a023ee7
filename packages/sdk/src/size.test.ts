import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';

const KIB = 1_024;
const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/**
 * What a page pays, minified and gzipped. Raise a budget only with a reason in the commit: every visitor of every page
 * downloads it.
 */
const BUDGETS = [
  { name: 'wasm-vitals', entry: 'src/index.ts', budget: 71 * KIB },
  { name: 'wasm-vitals/measure', entry: 'src/measure.ts', budget: 36 * KIB },
  { name: 'wasm-vitals/worker/auto', entry: 'src/worker-auto.ts', budget: 17.2 * KIB },
] as const;

async function bundle(entry: string): Promise<string> {
  const lib = { entry: `${root}${entry}`, name: 'WasmVitals', formats: ['iife' as const] };
  const built = await build({
    root,
    configFile: `${root}vite.config.js`,
    logLevel: 'error',
    build: { write: false, sourcemap: false, lib },
  });
  const [result] = Array.isArray(built) ? built : [built];
  if (!result || !('output' in result)) throw new Error('vite gave no bundle');
  return result.output[0].code;
}

describe.each(BUDGETS)('the bundle of $name', ({ name, entry, budget }) => {
  it(
    'is within its budget, carries no report, and is as big as the README says',
    { timeout: 60_000 },
    async () => {
      const code = await bundle(entry);
      const bytes = gzipSync(code, { level: 9 }).length;
      expect(bytes).toBeLessThanOrEqual(budget);
      expect(code).not.toContain('<!doctype');
      const row = readme.split('\n').find((line) => line.startsWith(`| \`${name}\` `));
      const stated = Number(/([\d.]+) KiB/.exec(row ?? '')?.[1]);
      expect(
        Math.abs(stated / (bytes / KIB) - 1),
        `README: ${row}; now ${(bytes / KIB).toFixed(1)} KiB`,
      ).toBeLessThan(0.1);
    },
  );
});
