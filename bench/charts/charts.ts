/**
 * What an update of four charts costs the main thread: this dashboard's charts, bare uPlot, and Chart.js, taking turns
 * in one page of a real Chromium. `npm run bench:charts [-- --json] [--rounds 12] [--updates 10]`
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { chromium, type CDPSession, type Page } from 'playwright-core';
import { build, defaultClientConditions } from 'vite';
import { CHROMIUM_ARGS } from '../../packages/cli/src/browser/chromium-args.js';
import { findChromium } from '../../packages/cli/src/browser/find-chromium.js';
import type { BenchPage } from './page.js';
import type { SubjectName } from './subjects.js';

declare const benchPage: BenchPage;

const POINTS = [300, 1_000, 5_000] as const;
type Name = SubjectName | 'host';
const NAMES: readonly Name[] = ['ours', 'uplot', 'chartjs', 'host'];

interface Round {
  /** Main-thread time of one update, ms. */
  readonly cost: number;
  readonly longest: number;
}

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@wasm-vitals/source', ...defaultClientConditions] },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      lib: { entry: new URL('page.ts', import.meta.url).pathname, formats: ['iife'], name: 'bench' },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (!chunk) throw new Error('Vite made no bundle');
  return chunk.code;
}

/** CPU seconds of the page's main thread since it began: unlike task times, free of what other processes took. */
async function busySeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ThreadTime')?.value ?? 0;
}

async function measure(
  page: Page,
  session: CDPSession,
  task: { name: Name; points: number; updates: number },
): Promise<Round> {
  await page.evaluate(({ name, points }) => benchPage.start(name, points), task);
  const before = await busySeconds(session);
  const longest = await page.evaluate((updates) => benchPage.run(updates), task.updates);
  const cost = ((await busySeconds(session)) - before) * (1_000 / task.updates);
  await page.evaluate(() => benchPage.stop());
  return { cost, longest };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;

interface Result {
  readonly oursMs: number;
  readonly uplotMs: number;
  readonly chartjsMs: number;
  readonly oursWorstFrameMs: number;
  /** Median of the ratios of each round: what the machine did in a round falls on both. */
  readonly oursToUplot: number;
}

async function compare(
  page: Page,
  session: CDPSession,
  options: { points: number; rounds: number; updates: number },
): Promise<Result> {
  const rounds: Record<Name, Round[]> = { ours: [], uplot: [], chartjs: [], host: [] };
  for (let round = 0; round < options.rounds; round++) {
    // Each takes each place in turn, so that none always follows the same other.
    const order = NAMES.map((_, i) => NAMES[(i + round) % NAMES.length] ?? 'ours');
    for (const name of order) rounds[name].push(await measure(page, session, { name, ...options }));
  }
  // What the host's own frames cost in the same round is not the charts'.
  const costs = (name: Name): number[] =>
    rounds[name].map(({ cost }, i) => cost - (rounds.host[i]?.cost ?? 0));
  const uplot = costs('uplot');
  return {
    oursMs: rounded(median(costs('ours'))),
    uplotMs: rounded(median(uplot)),
    chartjsMs: rounded(median(costs('chartjs'))),
    oursWorstFrameMs: rounded(median(rounds.ours.map(({ longest }) => longest))),
    oursToUplot: rounded(median(costs('ours').map((cost, i) => cost / (uplot[i] ?? NaN)))),
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '12' },
      updates: { type: 'string', default: '10' },
    },
  });
  const code = await bundle();
  const found = findChromium();
  const browser = await chromium.launch({
    args: CHROMIUM_ARGS,
    ...(found ? { executablePath: found.path } : {}),
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1_280, height: 800 } });
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    await page.addScriptTag({ content: code });
    const results: Record<string, Result> = {};
    console.log('Main-thread ms per update of four charts (median of rounds)');
    console.log('points    ours   uPlot  Chart.js  ours/uPlot  our longest task');
    for (const points of POINTS) {
      const options = { points, rounds: Number(values.rounds), updates: Number(values.updates) };
      const result = await compare(page, session, options);
      results[`points${points}`] = result;
      const figures = [result.oursMs, result.uplotMs].map((value) => value.toFixed(2).padStart(7)).join(' ');
      console.log(
        `${String(points).padEnd(6)} ${figures} ${result.chartjsMs.toFixed(2).padStart(9)} ${result.oursToUplot.toFixed(2).padStart(11)} ${result.oursWorstFrameMs.toFixed(2).padStart(17)}`,
      );
    }
    if (values.json) console.log(JSON.stringify(results));
  } finally {
    await browser.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
