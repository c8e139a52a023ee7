/**
 * `npm run test:modules`: real packages, each doing a real job plain, under the reference wrapper and instrumented.
 * Options: `--json` (last line of output is one JSON object), `--only NAME,NAME`, `--runtime chromium|node`.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { CHROMIUM_ARGS } from '../../packages/cli/src/browser/chromium-args.js';
import { findChromium } from '../../packages/cli/src/browser/find-chromium.js';
import { NODE_MAIN, bundleJobs, outFile } from './harness/bundle.js';
import { installPackages } from './harness/install-packages.js';
import { judge, type Judgement, type Verdict } from './harness/judge.js';
import { WORK_DIR, readJobs, type JobHeader, type Runtime } from './harness/read-jobs.js';
import type { JobResult, Mode } from './harness/runner.js';
import { serveModules } from './harness/serve.js';

type Run = (job: JobHeader, mode: Mode) => Promise<JobResult>;

/** Where only the hottest function differs, the machine may have paused one call: it must repeat to count. */
const NOISE_RETRIES = 2;
/** A job that is not done by then hangs. */
const TIMEOUT_MS = 300_000;

function inChromium(browser: Browser, url: string): Run {
  return async (job, mode) => {
    const page = await browser.newPage();
    try {
      await page.goto(url);
      await page.addScriptTag({ url: '/out/runner.mjs', type: 'module' });
      await page.waitForFunction('typeof runJob === "function"');
      const work = page.evaluate(`runJob(${JSON.stringify(job.name)}, ${JSON.stringify(mode)})`);
      return (await withTimeout(work)) as JobResult;
    } finally {
      await page.close();
    }
  };
}

const inNode: Run = (job, mode) =>
  new Promise((resolve, reject) => {
    const folder = path.join(WORK_DIR, 'node_modules');
    const child = spawn(
      process.execPath,
      [outFile('node', NODE_MAIN), mode, outFile('node', job.name), folder],
      { stdio: ['ignore', 'pipe', 'pipe'], timeout: TIMEOUT_MS },
    );
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('close', (code) => {
      const line = output.trimEnd().split('\n').at(-1) ?? '';
      if (code === 0 && line.startsWith('{')) resolve(JSON.parse(line) as JobResult);
      else reject(new Error(errors.trim().split('\n').slice(-6).join('\n') || `exit code ${code}`));
    });
  });

async function withTimeout<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${TIMEOUT_MS / 1000} s`)), TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function check(job: JobHeader, runtime: Runtime, run: Run): Promise<Verdict> {
  const about = { name: job.name, toolchain: job.toolchain, runtime };
  try {
    const runs = {
      plain: await run(job, 'plain'),
      reference: await run(job, 'reference'),
      instrumented: await run(job, 'instrumented'),
      both: await run(job, 'both'),
    };
    let judgement = judge(runs);
    for (let again = 0; again < NOISE_RETRIES && judgement.onlyHottest; again++) {
      judgement = judge({ ...runs, both: await run(job, 'both') });
    }
    return { ...about, ...judgement };
  } catch (error) {
    return { ...about, ...failed(String(error instanceof Error ? error.message : error)) };
  }
}

function failed(problem: string): Judgement {
  return { calls: 0, problems: [problem], onlyHottest: false };
}

function print(verdict: Verdict): void {
  const { name, toolchain, runtime, calls, hottest, problems } = verdict;
  const mark = problems.length === 0 ? 'ok  ' : 'FAIL';
  console.log(
    `${mark} ${name.padEnd(22)} ${runtime.padEnd(9)} ${toolchain.padEnd(26)} ${String(calls).padStart(8)} calls  ${hottest ?? ''}`,
  );
  for (const problem of problems) console.log(`       ${problem.slice(0, 600)}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, only: { type: 'string' }, runtime: { type: 'string' } },
  });
  const all = readJobs();
  installPackages(all);
  const only = values.only?.split(',');
  const jobs = all.filter((job) => !only || only.includes(job.name));
  const unbundled = await bundleJobs(jobs);
  const server = await serveModules();
  const found = findChromium();
  const browser = await chromium.launch({
    args: CHROMIUM_ARGS,
    ...(found ? { executablePath: found.path } : {}),
  });
  const verdicts: Verdict[] = [];
  const runs: Record<Runtime, Run> = { chromium: inChromium(browser, server.url), node: inNode };
  for (const job of jobs) {
    for (const runtime of job.runtimes) {
      if (values.runtime && values.runtime !== runtime) continue;
      const bundling = unbundled.get(`${job.name} ${runtime}`);
      const verdict = bundling
        ? { name: job.name, toolchain: job.toolchain, runtime, ...failed(bundling) }
        : await check(job, runtime, runs[runtime]);
      verdicts.push(verdict);
      print(verdict);
    }
  }
  await browser.close();
  server.close();
  report(jobs, verdicts, values.json === true);
}

function report(jobs: readonly JobHeader[], verdicts: readonly Verdict[], json: boolean): void {
  const bad = new Set(verdicts.filter((verdict) => verdict.problems.length > 0).map(({ name }) => name));
  const packages = new Set(jobs.flatMap((job) => Object.keys(job.packages)));
  const toolchains = new Set(jobs.map((job) => job.toolchain));
  const failed = bad.size;
  const passed = jobs.length - failed;
  console.log(
    `\n${packages.size} packages of ${toolchains.size} toolchains; jobs: ${passed} passed, ${failed} failed`,
  );
  if (json) console.log(JSON.stringify({ passed, failed, packages: packages.size, verdicts }));
  process.exitCode = failed > 0 ? 1 : 0;
}

await main();
