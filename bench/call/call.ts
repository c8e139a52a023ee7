/**
 * What a call costs, direct and through each kind of wrapper (interleaved, one page), what the chattiest real page
 * pays, and the time of whole jobs of real modules instrumented over plain. The engine compiles the same code better in one
 * page and worse in the next: each job runs in several, and the middle ratio counts.
 *
 *     npm run bench:call -- [--rounds 60] [--frames 1800] [--budget 2000] [--pages 3] [--no-jobs | --only NAME,NAME] [--json]
 */
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import { bundleJobs } from '../../e2e/modules/harness/bundle.js';
import { installPackages } from '../../e2e/modules/harness/install-packages.js';
import { readJobs } from '../../e2e/modules/harness/read-jobs.js';
import { serveModules } from '../../e2e/modules/harness/serve.js';
import { CHROMIUM_ARGS } from '../../packages/cli/src/browser/chromium-args.js';
import { findChromium } from '../../packages/cli/src/browser/find-chromium.js';
import { COUNT_ONLY } from '../../packages/sdk/src/instrument/meter/sampling.js';
import { bundlePage } from './bundle-page.js';
import type { CallCost } from './call-page.js';
import type { PhysicsCost, RatioRow } from './physics-page.js';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '60' },
    frames: { type: 'string', default: '1800' },
    budget: { type: 'string', default: '2000' },
    pages: { type: 'string', default: '3' },
    jobs: { type: 'boolean', default: true },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
  allowNegative: true,
});

const CALLS = 100_000;

async function openPage(browser: Browser, url: string, code: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.addScriptTag({ url: '/out/runner.mjs', type: 'module' });
  await page.waitForFunction('typeof runJob === "function"');
  await page.addScriptTag({ content: code, type: 'module' });
  return page;
}

async function evaluate<T>(browser: Browser, url: string, code: string, call: string): Promise<T> {
  const page = await openPage(browser, url, code);
  try {
    await page.waitForFunction(`typeof ${call.split('(', 1)[0]} === "function"`);
    return await page.evaluate(call);
  } finally {
    await page.close();
  }
}

function printCalls(costs: Readonly<Record<string, CallCost>>): void {
  const direct = costs['direct'];
  console.log('call                  min ns   median ns   min/direct');
  for (const [name, { min, median }] of Object.entries(costs)) {
    const ratio = direct ? min / direct.min : NaN;
    console.log(
      `${name.padEnd(18)} ${min.toFixed(2).padStart(9)} ${median.toFixed(2).padStart(11)} ${ratio.toFixed(2).padStart(12)}`,
    );
  }
}

/** Of so many ms in each frame. */
const percentOfCore = (ms: number): number => (ms / (1_000 / 60)) * 100;

/** Percent of a core that the chattiest page pays. */
async function physicsCost(browser: Browser, url: string, code: string, level: number): Promise<number> {
  const call = `benchPhysics(${Number(options.frames)}, ${level})`;
  const physics = await evaluate<PhysicsCost>(browser, url, code, call);
  const percent = percentOfCore(physics.extraMs);
  const atFirst = percentOfCore(physics.extraAtFirstMs);
  console.log(
    `physics${level === COUNT_ONLY ? ', counted only' : ''}, ${(physics.callsPerFrame * 60).toFixed(0)} calls/s, ${physics.timedPerFrame.toFixed(0)} timed a frame: ` +
      `frame ${physics.plainMs.toFixed(3)} ms plain, ${physics.instrumentedMs.toFixed(3)} ms instrumented: ` +
      `${percent.toFixed(3)} % of a core, ${atFirst.toFixed(3)} % in the first ten seconds`,
  );
  return percent;
}

/** Of several pages, the one with the middle ratio. */
async function jobCost(browser: Browser, url: string, code: string, name: string): Promise<RatioRow> {
  const rows: RatioRow[] = [];
  for (let page = 0; page < Math.max(1, Number(options.pages)); page++) {
    const call = `benchJob(${JSON.stringify(name)}, ${Number(options.budget)})`;
    rows.push(await evaluate<RatioRow>(browser, url, code, call));
  }
  rows.sort((a, b) => a.ratio - b.ratio);
  return rows[rows.length >> 1] as RatioRow;
}

async function main(): Promise<void> {
  const only = options.only?.split(',');
  const jobs = readJobs().filter(
    (job) =>
      job.alternates &&
      job.runtimes.includes('chromium') &&
      (!only || job.name === 'rapier3d' || only.includes(job.name)),
  );
  installPackages(readJobs());
  await bundleJobs(jobs, ['chromium']);
  const server = await serveModules();
  const found = findChromium();
  const browser = await chromium.launch({
    args: CHROMIUM_ARGS,
    ...(found ? { executablePath: found.path } : {}),
  });
  const callCode = await bundlePage(new URL('call-page.ts', import.meta.url).pathname);
  const oursCode = await bundlePage(new URL('ours.ts', import.meta.url).pathname);
  const jobCode = await bundlePage(new URL('physics-page.ts', import.meta.url).pathname);

  const costs = await evaluate<Record<string, CallCost>>(
    browser,
    server.url,
    callCode,
    `benchCalls({ rounds: ${Number(options.rounds)}, calls: ${CALLS}, code: ${JSON.stringify(oursCode)} })`,
  );
  printCalls(costs);

  const physicsCorePercent = await physicsCost(browser, server.url, jobCode, 0);
  const physicsCountedPercent = await physicsCost(browser, server.url, jobCode, COUNT_ONLY);

  const ratios: Record<string, RatioRow> = {};
  if (options.jobs) {
    console.log('\nwhole job            plain ms  instrumented ms   ratio');
    for (const job of jobs) {
      const row = await jobCost(browser, server.url, jobCode, job.name);
      ratios[job.name] = row;
      console.log(
        `${job.name.padEnd(18)} ${row.plainMs.toFixed(3).padStart(10)} ${row.instrumentedMs.toFixed(3).padStart(16)} ${row.ratio.toFixed(3).padStart(7)}`,
      );
    }
  }
  const sorted = Object.values(ratios)
    .map(({ ratio }) => ratio)
    .sort((a, b) => a - b);
  const medianRatio = sorted[sorted.length >> 1];
  const worstRatio = sorted.at(-1);
  if (medianRatio !== undefined && worstRatio !== undefined) {
    console.log(`${sorted.length} jobs: median ${medianRatio.toFixed(3)}, worst ${worstRatio.toFixed(3)}`);
  }
  await browser.close();
  server.close();
  if (options.json) {
    const ns = (name: string): number | undefined => costs[name]?.min;
    console.log(
      JSON.stringify({
        directNs: ns('direct'),
        countNs: ns('count'),
        sampledNs: ns('sampled'),
        timedNs: ns('timed'),
        clockReadsNs: ns('clock reads alone'),
        restNs: ns('rest'),
        asyncNs: ns('async'),
        proxyNs: ns('proxy'),
        physicsCorePercent,
        physicsCountedPercent,
        medianRatio,
        worstRatio,
        costs,
        ratios,
      }),
    );
  }
}

await main();
