import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, defaultClientConditions } from 'vite';
import { describe, expect, it } from 'vitest';

const KIB = 1_024;
const root = fileURLToPath(new URL('..', import.meta.url));

/** What a page pays that shows a dashboard, minified and gzipped. Raise a budget only with a reason in the commit. */
const BUDGETS = [
  // The chart library alone: why it is this one.
  { name: 'uPlot', entry: fileURLToPath(import.meta.resolve('uplot')), budget: 24 * KIB },
  // Everything but the HTML report, whose code comes when someone asks for it.
  { name: 'the dashboard', entry: `${root}src/index.ts`, budget: 65 * KIB },
] as const;

/** Gzipped bytes of what is loaded at once. */
async function bytesOf(entry: string): Promise<number> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@wasm-vitals/source', ...defaultClientConditions] },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, minify: true, rollupOptions: { input: entry, preserveEntrySignatures: 'strict' } },
  });
  const [result] = Array.isArray(built) ? built : [built];
  if (!result || !('output' in result)) throw new Error('vite gave no bundle');
  const chunks = result.output.filter((one) => one.type === 'chunk');
  const start = chunks.find((one) => one.isEntry);
  if (!start) throw new Error('vite gave no entry');
  const needed = chunks.filter((one) => one === start || start.imports.includes(one.fileName));
  return needed.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
}

describe.each(BUDGETS)('the bundle of $name', ({ entry, budget }) => {
  it('is within its budget', { timeout: 60_000 }, async () => {
    const bytes = await bytesOf(entry);
    expect(bytes, `${(bytes / KIB).toFixed(1)} KiB`).toBeLessThanOrEqual(budget);
    // A bundle without the library would pass, too.
    expect(bytes).toBeGreaterThan(budget * 0.8);
  });
});
