/**
 * Our sampled totals and percentiles against a reference that times every call of the same run.
 *
 *     npm run bench:accuracy -- [--calls 150000] [--json]
 */
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { bundlePage } from '../call/bundle-page.js';
import { servePage } from './serve-page.js';
import { CHROMIUM_ARGS } from '../../packages/cli/src/browser/chromium-args.js';
import { findChromium } from '../../packages/cli/src/browser/find-chromium.js';
import type { Accuracy } from './accuracy-page.js';

const { values: options } = parseArgs({
  options: { calls: { type: 'string', default: '150000' }, json: { type: 'boolean', default: false } },
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
    return await page.evaluate<Accuracy>(`benchAccuracy(${Number(options.calls)})`);
  } finally {
    await browser.close();
    server.close();
  }
}

function summarise(title: string, { rows, resolutionMs }: Accuracy) {
  console.log(`\n${title}, clock step ${resolutionMs * 1_000} µs`);
  console.log(
    'function          calls    every call ms   ours ms   error    timed   p50 p95 p99 (buckets off)',
  );
  for (const row of rows) {
    const error = row.ourTime / row.referenceTime - 1;
    console.log(
      `${row.name.padEnd(14)} ${String(row.calls).padStart(8)} ${row.referenceTime.toFixed(1).padStart(15)} ${row.ourTime.toFixed(1).padStart(9)} ` +
        `${(100 * error).toFixed(2).padStart(6)} % ${(100 * row.samplingRate).toFixed(1).padStart(6)} %   ${row.buckets?.join('   ') ?? 'below the step'}`,
    );
  }
  const errors = rows.map((row) => Math.abs(row.ourTime / row.referenceTime - 1));
  const ranked = (key: 'ourTime' | 'referenceTime') =>
    [...rows]
      .sort((a, b) => b[key] - a[key])
      .slice(0, 10)
      .map(({ name }) => name);
  const expected = ranked('referenceTime');
  return {
    worstTotalErrorPercent: 100 * Math.max(...errors),
    worstBuckets: Math.max(...rows.flatMap((row) => row.buckets ?? [])),
    countsExact: rows.every((row) => row.calls === row.countedCalls),
    topTenRight: ranked('ourTime').every((name, i) => name === expected[i]),
  };
}

const isolated = summarise('cross-origin isolated', await measure(true));
const ordinary = summarise('ordinary page', await measure(false));
for (const [title, result] of Object.entries({ isolated, ordinary })) {
  console.log(
    `${title}: worst total ${result.worstTotalErrorPercent.toFixed(2)} %, worst percentile ${result.worstBuckets} buckets off, ` +
      `counts ${result.countsExact ? 'exact' : 'WRONG'}, top ten ${result.topTenRight ? 'right' : 'WRONG'}`,
  );
}
if (options.json) console.log(JSON.stringify({ isolated, ordinary }));
