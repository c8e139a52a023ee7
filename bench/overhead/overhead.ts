/**
 * What the monitor costs a page that calls WebAssembly all the time (a physics engine at the display's rate, every export
 * wrapped). Two browsers run at once, one plain and one monitored, so that the machine's noise falls on both; the A/A row runs
 * two plain ones and says how small a difference this method can see. CPU time is what the monitor costs; the time on the
 * wall also holds what the tasks of both browsers waited for a core, and is the noisier one. All but `startPercent`, the share
 * of profile samples in the first 15 s, is of a monitor that has settled.
 *
 *     npm run bench:overhead -- [--seconds 12] [--pairs 6] [--dashboard] [--json]
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { servePages } from '../../e2e/pages/serve-pages.js';
import { CHROMIUM_ARGS } from '../../packages/cli/src/browser/chromium-args.js';
import { findChromium } from '../../packages/cli/src/browser/find-chromium.js';
import { attributedPercent, heapKiB, openPage, taskPercent, type TaskTime } from './page-run.js';
import { SHOW_DASHBOARD } from './show-dashboard.js';
import { median, upperBound } from './statistics.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SDK = `${root}packages/sdk/dist/wasm-vitals.global.js`;
const DASHBOARD = `${root}packages/dashboard/dist/performance-dashboard.global.js`;

const START_MONITOR = `
globalThis.__monitor = WasmVitals.startMonitor({ application: { name: 'bench' } });`;

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '12' },
    pairs: { type: 'string', default: '6' },
    dashboard: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const seconds = Number(options.seconds);
const pairs = Number(options.pairs);

function build(): void {
  execFileSync('npm', ['run', '--silent', 'build', '-w', 'packages/sdk'], { cwd: root, stdio: 'ignore' });
  if (options.dashboard) {
    execFileSync('npm', ['run', '--silent', 'build', '-w', 'packages/dashboard'], {
      cwd: root,
      stdio: 'ignore',
    });
  }
}

function injected(): string {
  const parts = [readFileSync(SDK, 'utf8'), START_MONITOR];
  if (options.dashboard) parts.push(readFileSync(DASHBOARD, 'utf8'), SHOW_DASHBOARD);
  return parts.join('\n');
}

async function launch(): Promise<Browser> {
  const found = findChromium();
  return chromium.launch({ args: CHROMIUM_ARGS, ...(found ? { executablePath: found.path } : {}) });
}

/** While it starts, a monitor learns what its wrappers cost and the engine has not compiled it yet: told apart. */
const WARM_UP_SECONDS = 15;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The second page less the first. */
interface PairReading extends TaskTime {
  readonly heapKiB: number;
}

/** One pair at the same time, each side in a browser of its own; which one is started first alternates. */
async function measurePair(
  url: string,
  scripts: readonly [string | undefined, string | undefined],
  swap: boolean,
): Promise<PairReading> {
  const browsers = [await launch(), await launch()] as const;
  try {
    const [a, b] = swap ? [browsers[1], browsers[0]] : [browsers[0], browsers[1]];
    const [first, second] = await Promise.all([openPage(a, url, scripts[0]), openPage(b, url, scripts[1])]);
    await pause(WARM_UP_SECONDS * 1_000);
    const [plain, other] = await Promise.all([taskPercent(first, seconds), taskPercent(second, seconds)]);
    const [plainHeap, otherHeap] = [await heapKiB(first), await heapKiB(second)];
    return { total: other.total - plain.total, cpu: other.cpu - plain.cpu, heapKiB: otherHeap - plainHeap };
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
  }
}

interface AttributedReading {
  readonly start: number;
  readonly after: number;
}

async function measureAttributed(url: string, script: string): Promise<AttributedReading> {
  const browser = await launch();
  try {
    const opened = await openPage(browser, url, script);
    const start = await attributedPercent(opened, WARM_UP_SECONDS);
    return { start, after: await attributedPercent(opened, seconds) };
  } finally {
    await browser.close();
  }
}

async function main(): Promise<void> {
  build();
  const script = injected();
  const server = await servePages();
  const url = `${server.origin}/physics.html?seconds=3600`;
  const monitored: PairReading[] = [];
  const same: PairReading[] = [];
  const attributed: AttributedReading[] = [];
  try {
    for (let pair = 0; pair < pairs; pair++) {
      const swap = pair % 2 === 1;
      monitored.push(await measurePair(url, [undefined, script], swap));
      same.push(await measurePair(url, [undefined, undefined], swap));
      if (pair % 2 === 0) attributed.push(await measureAttributed(url, script));
    }
  } finally {
    await server.close();
  }
  const of = (readings: readonly PairReading[], key: keyof PairReading): number[] =>
    readings.map((reading) => reading[key]);
  const result = {
    attributedPercent: median(attributed.map(({ after }) => after)),
    startPercent: median(attributed.map(({ start }) => start)),
    cpuPercent: median(of(monitored, 'cpu')),
    cpuPercentHigh: upperBound(of(monitored, 'cpu')),
    aaCpuPercent: median(of(same, 'cpu')),
    totalPercent: median(of(monitored, 'total')),
    totalPercentHigh: upperBound(of(monitored, 'total')),
    aaTotalPercent: median(of(same, 'total')),
    heapKiB: median(of(monitored, 'heapKiB')),
    gzipBytes: gzipSync(readFileSync(SDK), { level: 9 }).length,
  };
  print(result, {
    'CPU, monitored − plain': of(monitored, 'cpu'),
    'CPU, plain − plain': of(same, 'cpu'),
    'wall, monitored − plain': of(monitored, 'total'),
    'wall, plain − plain': of(same, 'total'),
  });
}

function print(
  result: Readonly<Record<string, number>>,
  pairsOf: Readonly<Record<string, readonly number[]>>,
): void {
  console.log(
    `physics page${options.dashboard ? ' with the dashboard open' : ''}, ${pairs} pairs of ${seconds} s`,
  );
  console.log('figures are percent of one core on the main thread, unless their name says otherwise');
  for (const [name, value] of Object.entries(result)) console.log(`  ${name.padEnd(18)} ${value.toFixed(2)}`);
  for (const [name, values] of Object.entries(pairsOf)) {
    console.log(`  ${name.padEnd(26)} ${values.map((value) => value.toFixed(2)).join(' ')}`);
  }
  if (options.json) console.log(JSON.stringify(result));
}

await main();
