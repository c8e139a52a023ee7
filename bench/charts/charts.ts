/**
 * What an update of four charts costs the main thread: this dashboard's charts, bare uPlot, and Chart.js, each fed with
 * the same records (`subjects.ts` says what each does with them), taking turns of a moment each in one page of a real
 * Chromium, in an order that changes. The figure is the CPU time of the page's main thread in a turn, less what the
 * host's own frames cost in a turn without an update: medians over all rounds, and for the ratio a 95 % bootstrap
 * interval over rounds. `npm run bench:charts [-- --json] [--rounds 60]`
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { chromium, type CDPSession, type Page } from 'playwright-core';
import { build, defaultClientConditions } from 'vite';
import { CHROMIUM_ARGS } from '../../packages/cli/src/browser/chromium-args.js';
import { findChromium } from '../../packages/cli/src/browser/find-chromium.js';
import { interval95, median, seeded } from '../overhead/statistics.js';
import type { BenchPage, Name } from './page.js';

declare const benchPage: BenchPage;

const POINTS = [300, 1_000, 5_000] as const;
const NAMES: readonly Name[] = ['ours', 'uplot', 'chartjs', 'host'];

/** What one round's turns cost, main-thread ms. */
interface Round extends Readonly<Record<Name, number>> {
  /** The longest of our drawings in it, ms. */
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
  return metrics.find(({ name }) => name === 'ThreadTime')?.value ?? NaN;
}

function shuffled(random: () => number): Name[] {
  return NAMES.map((name) => ({ name, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
}

async function measureRound(page: Page, session: CDPSession, order: readonly Name[]): Promise<Round> {
  const round = { ours: NaN, uplot: NaN, chartjs: NaN, host: NaN, longest: NaN };
  for (const name of order) {
    const before = await busySeconds(session);
    const longest = await page.evaluate((who) => benchPage.turn(who), name);
    round[name] = ((await busySeconds(session)) - before) * 1_000;
    if (name === 'ours') round.longest = longest;
  }
  return round;
}

/** Cost of an update of one subject: its turns without what the host costs in a turn anyway. */
const costOf = (rounds: readonly Round[], name: Name): number =>
  median(rounds.map((round) => round[name])) - median(rounds.map((round) => round.host));

const ratioOf = (rounds: readonly Round[]): number => costOf(rounds, 'ours') / costOf(rounds, 'uplot');

/** 95 of 100 updates had no longer task of ours: the very longest is the machine's, not ours. */
function worst(rounds: readonly Round[]): number {
  const sorted = rounds.map(({ longest }) => longest).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? NaN;
}

const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;

type Result = ReturnType<typeof resultOf>;

function resultOf(rounds: readonly Round[]) {
  const [low, high] = interval95(rounds, ratioOf);
  return {
    oursMs: rounded(costOf(rounds, 'ours')),
    uplotMs: rounded(costOf(rounds, 'uplot')),
    chartjsMs: rounded(costOf(rounds, 'chartjs')),
    oursWorstFrameMs: rounded(worst(rounds)),
    oursToUplot: rounded(ratioOf(rounds)),
    oursToUplotLow: rounded(low),
    oursToUplotHigh: rounded(high),
  };
}

function print(points: number, result: Result): void {
  const cell = (value: number, width: number): string => value.toFixed(2).padStart(width);
  const between = `${result.oursToUplotLow.toFixed(2)}–${result.oursToUplotHigh.toFixed(2)}`;
  console.log(
    `${String(points).padEnd(6)} ${cell(result.oursMs, 7)} ${cell(result.uplotMs, 7)} ${cell(result.chartjsMs, 9)} ` +
      `${cell(result.oursToUplot, 11)} ${between.padStart(11)} ${cell(result.oursWorstFrameMs, 17)}`,
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '60' } },
  });
  const code = await bundle();
  const found = findChromium();
  const browser = await chromium.launch({
    args: CHROMIUM_ARGS,
    ...(found ? { executablePath: found.path } : {}),
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1_280, height: 840 } });
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    await page.addScriptTag({ content: code });
    const random = seeded(11);
    const results: Record<string, Result> = {};
    console.log(`Main-thread ms per update of four charts, medians of ${values.rounds} rounds`);
    console.log('points    ours   uPlot  Chart.js  ours/uPlot   95 % from–to  our longest task');
    for (const points of POINTS) {
      await page.evaluate((count) => benchPage.start(count), points);
      const rounds: Round[] = [];
      while (rounds.length < Number(values.rounds))
        rounds.push(await measureRound(page, session, shuffled(random)));
      await page.evaluate(() => benchPage.stop());
      print(points, (results[`points${points}`] = resultOf(rounds)));
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
