/**
 * Our sampled totals and percentiles against a reference that times every call, around our wrapper, of the very same
 * calls. In an isolated page (clock step 5 µs) and in an ordinary one (100 µs).
 *
 * "clock" is what the clock's steps alone leave uncertain, as one standard error: `√(step / time in timed calls)` for the
 * reference and for ours (a reading of a call far shorter than the step is one step or none: a Poisson count of steps).
 *
 *     npm run bench:accuracy -- [--seconds 60] [--json]
 */
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { bundlePage } from '../call/bundle-page.js';
import { servePage } from './serve-page.js';
import { CHROMIUM_ARGS } from '../../packages/cli/src/browser/chromium-args.js';
import { findChromium } from '../../packages/cli/src/browser/find-chromium.js';
import type { Accuracy, AccuracyRow } from './accuracy-page.js';

const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, json: { type: 'boolean', default: false } },
});

async function measure(isolated: boolean): Promise<Accuracy> {
  const server = await servePage(isolated);
  const found = findChromium();
  const browser = await chromium.launch({
    args: CHROMIUM_ARGS,
    ...(found ? { executablePath: found.path } : {}),
  });
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    const code = await bundlePage(new URL('accuracy-page.ts', import.meta.url).pathname);
    await page.addScriptTag({ content: code, type: 'module' });
    await page.waitForFunction('typeof benchAccuracy === "function"');
    return await page.evaluate<Accuracy>(`benchAccuracy(${Number(options.seconds)})`);
  } finally {
    await browser.close();
    server.close();
  }
}

/** One standard error of a total, as a share of it, for want of a finer clock; 0 for calls of many steps. */
function clockError(row: AccuracyRow, timedShare: number, stepMs: number): number {
  return Math.sqrt(stepMs / (row.referenceTime * timedShare));
}

function summarise(title: string, { rows, resolutionMs, readMs }: Accuracy) {
  console.log(
    `\n${title}, clock step ${resolutionMs * 1_000} µs, of which reading takes ${(readMs * 1e6).toFixed(0)} ns`,
  );
  console.log(
    'function     calls   every call ms    ours ms     error     timed   clock: all, ours   p50 p95 p99 (buckets off)',
  );
  for (const row of rows) {
    const timed = row.timedCalls / row.countedCalls;
    const clock = [1, timed]
      .map((share) => (100 * clockError(row, share, resolutionMs)).toFixed(1))
      .join('  ');
    console.log(
      `${row.name.padEnd(8)} ${String(row.calls).padStart(9)} ${row.referenceTime.toFixed(1).padStart(15)} ${row.ourTime.toFixed(1).padStart(10)} ` +
        `${errorPercent(row).toFixed(2).padStart(7)} % ${(100 * timed).toFixed(1).padStart(7)} % ${clock.padStart(15)} %   ` +
        (row.buckets?.join('   ') ?? 'below the step'),
    );
  }
  const errors = rows.map((row) => Math.abs(errorPercent(row)));
  const ranked = (key: 'ourTime' | 'referenceTime') =>
    [...rows]
      .sort((a, b) => b[key] - a[key])
      .slice(0, 10)
      .map(({ name }) => name);
  const expected = ranked('referenceTime');
  return {
    worstTotalErrorPercent: Math.max(...errors),
    totalsWithin2Percent: errors.filter((error) => error <= 2).length,
    worstBuckets: Math.max(...rows.flatMap((row) => row.buckets ?? [])),
    countsExact: rows.every((row) => row.calls === row.countedCalls),
    topTenRight: ranked('ourTime').every((name, i) => name === expected[i]),
  };
}

const errorPercent = (row: AccuracyRow): number => 100 * (row.ourTime / row.referenceTime - 1);

const isolated = summarise('cross-origin isolated', await measure(true));
const ordinary = summarise('ordinary page', await measure(false));
for (const [title, result] of Object.entries({ isolated, ordinary })) {
  console.log(
    `${title}: ${result.totalsWithin2Percent} totals within 2 %, worst ${result.worstTotalErrorPercent.toFixed(2)} %, worst percentile ${result.worstBuckets} buckets off, ` +
      `counts ${result.countsExact ? 'exact' : 'WRONG'}, top ten ${result.topTenRight ? 'right' : 'WRONG'}`,
  );
}
if (options.json) console.log(JSON.stringify({ isolated, ordinary }));
