import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Report } from '@wasm-vitals/protocol';
import { exportReport } from '../export/export-report.js';
import { parseReport } from '../parse/parse-report.js';
import { readSession } from '../parse/recorded-session.js';
import { generateReport } from './generate-report.js';

const FOLDER = fileURLToPath(new URL('../../golden', import.meta.url));
/** Sessions of real pages, as `npm run golden:record` recorded them; `npm run golden` writes their reports anew. */
const SESSIONS = readdirSync(FOLDER).flatMap((file) => /^(.+)\.jsonl\.gz$/.exec(file)?.[1] ?? []);

function reportOf(name: string): Report {
  const session = readSession(gunzipSync(readFileSync(`${FOLDER}/${name}.jsonl.gz`)).toString('utf8'));
  const generatedAt = session.snapshots.at(-1)?.timestamp ?? 0;
  // ports differ from recording to recording, and are nobody's business
  const url = session.url?.replace(/:\d+/, '');
  return generateReport({ ...session, generatedAt, ...(url === undefined ? {} : { url }) });
}

/** What a person reads and judges, apart from the columns of samples and the buckets of histograms. */
function readable({ samples, wasm, ...report }: Report): string {
  const functions = wasm.functions.map(({ histogram, ...summary }) => ({
    ...summary,
    ...(histogram ? { histogram: `${histogram.count} calls` } : {}),
  }));
  const columns = Object.keys(samples.columns);
  const shown = {
    ...report,
    wasm: { ...wasm, functions },
    samples: { rows: samples.timestamps.length, columns },
  };
  return `${JSON.stringify(shown, (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value), 2)}\n`;
}

// recorded by hand, on a quiet machine: see the README of the folder
describe.skipIf(SESSIONS.length === 0)('golden reports', () => {
  it('are of the demo and of two pages that are not ours', () => {
    expect(SESSIONS.sort()).toEqual(['cortical-column', 'database', 'physics']);
  });

  it.each(SESSIONS)('of %s is as it was when a person last read it', async (name) => {
    const report = reportOf(name);
    await expect(readable(report)).toMatchFileSnapshot(`${FOLDER}/${name}.report.json`);
    await expect(exportReport(report, 'markdown')).toMatchFileSnapshot(`${FOLDER}/${name}.report.md`);
    expect(parseReport(exportReport(report, 'json'))).toEqual(report);
  });
});
