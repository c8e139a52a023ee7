import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '@wasm-vitals/cli';
import { servePages, type PageServer } from '../pages/serve-pages.js';
import { newFolder, readReport, runProcess, type Finished } from './run-process.js';

const scenario = (name: string): string => fileURLToPath(new URL(`scenarios/${name}.js`, import.meta.url));

let server: PageServer;
const at = (page: string): string => `${server.origin}/${page}`;

beforeAll(async () => {
  server = await servePages();
});

afterAll(() => server.close());

/** What every failure has in common: one plain message on stderr, and nowhere a stack trace. */
function expectPlainFailure({ stdout, stderr }: Finished, message: RegExp | string): void {
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/^wasm-vitals: /m);
  expect(stderr + stdout).not.toMatch(/^\s*at .*[:(]\d+/m);
  expect(stderr + stdout).not.toMatch(/node:internal|UnhandledPromise|Call log/);
}

describe('exit code 0', () => {
  it('comes with a summary on stdout, progress on stderr, and thresholds that hold', async () => {
    const finished = await runProcess([
      ...['run', at('layout.html'), '-d', '2s', '--wait-for', '[data-result]'],
      ...['-t', 'rendering.fps>=1', '-t', 'wasm.memoryUsage<1GB', '-t', 'wasm.executionStats.errors<=0'],
    ]);
    expect(finished.exit).toBe(0);
    expect(finished.stdout).toMatch(
      /Hottest exports[\s\S]*p50 +p95 +p99[\s\S]*Memory[\s\S]*Frames[\s\S]*Cache/,
    );
    expect(finished.stdout).toContain('✓ rendering.fps>=1');
    expect(finished.stderr).toContain('loading the page');
    expect(finished.stdout + finished.stderr).not.toMatch(/undefined|NaN|\[object/);
    expect(finished.stdout + finished.stderr).not.toContain('\u001b');
  });

  it('comes from --help and --version', async () => {
    expect(await runProcess(['--version'])).toMatchObject({ exit: 0, stderr: '' });
    expect(await runProcess(['run', '--help'])).toMatchObject({ exit: 0, stderr: '' });
  });
});

describe('exit code 1', () => {
  it('tells broken thresholds, and those on what was not measured', async () => {
    const finished = await runProcess([
      ...['run', at('layout.html'), '-d', '1s', '--quiet', '--wait-for', '[data-result]'],
      ...['-t', 'rendering.fps>=1000', '-t', 'rendering.gpuTime<1', '-t', 'rendering.fps>0'],
    ]);
    expect(finished.exit).toBe(1);
    expect(finished.stdout).toContain('✗ rendering.fps>=1000');
    expect(finished.stdout).toContain('✗ rendering.gpuTime<1   was not measured');
    expect(finished.stdout).toContain('✓ rendering.fps>0');
    expect(finished.stderr.trim()).toBe(
      'wasm-vitals: thresholds broken: rendering.fps>=1000, rendering.gpuTime<1',
    );
  });
});

describe('exit code 2', () => {
  it.each([
    [['--duraton', '5s'], /--duraton.*Did you mean --duration/],
    [['--duration', 'soon'], /--duration can't be "soon"[\s\S]*such as 500ms, 30s or 2m/],
    [['--threshold', 'fps>30'], /Did you mean rendering\.fps/],
    [['--out', '/no/such/folder/report.json'], /its folder does not exist/],
  ])('tells wrong options before a browser starts: %j', async (options, message) => {
    const finished = await runProcess(['run', at('layout.html'), ...options]);
    expectPlainFailure(finished, message);
    expect(finished).toMatchObject({ exit: 2, stdout: '' });
    expect(finished.stderr).not.toContain('starting');
  });

  it('tells a wrong address', async () => {
    const finished = await runProcess(['run', 'htp://example.com']);
    expectPlainFailure(finished, /"htp:\/\/example.com" can't be opened/);
    expect(finished.exit).toBe(2);
  });
});

describe('exit code 3', () => {
  it.each([
    [
      'a page that never answers',
      'never-answers',
      ['--timeout', '1s'],
      /did not finish loading in 1s: the server did not/,
    ],
    ['an error page', 'status/500', [], /answered 500 Internal Server Error/],
    [
      'an element that never comes',
      'plain.html',
      ['--wait-for', '#no', '--timeout', '1s'],
      /"#no": no such element/,
    ],
  ])('tells %s', async (_what, page, options, message) => {
    const finished = await runProcess(['run', at(page), ...options]);
    expectPlainFailure(finished, message);
    expect(finished).toMatchObject({ exit: 3, stdout: '' });
  });

  it('tells that nothing listens there', async () => {
    const gone = await servePages();
    await gone.close();
    const finished = await runProcess(['run', gone.origin]);
    expectPlainFailure(finished, /connection refused.*\n.*Is the server running/);
    expect(finished.exit).toBe(3);
  });

  it('tells that the browser is missing, or is none', async () => {
    const missing = await runProcess(['run', at('plain.html')], {
      env: { CHROMIUM_PATH: '/no/such/chromium' },
    });
    expectPlainFailure(missing, /CHROMIUM_PATH names no file: \/no\/such\/chromium/);
    expect(missing.exit).toBe(3);
    const none = await runProcess(['run', at('plain.html')], { env: { CHROMIUM_PATH: process.execPath } });
    expectPlainFailure(none, /did not start/);
    expect(none.exit).toBe(3);
  });

  it('tells a page that crashed, after what was measured until then', async () => {
    const out = path.join(newFolder(), 'report.json');
    const options = ['-d', '60s', '--wait-for', '[data-result]', '--script', scenario('crash'), '--out', out];
    const finished = await runProcess(['run', at('layout.html'), ...options]);
    expectPlainFailure(finished, /layout\.html crashed after \d/);
    expect(finished.exit).toBe(3);
    expect(finished.stdout).toContain('Hottest exports');
    expect(readReport(out).wasm.calls).toBeGreaterThan(100);
  });

  it.skipIf(process.platform === 'win32')('tells a page that ran out of memory', async () => {
    // the same browser with a small heap: the page dies in seconds instead of filling the machine
    const small = path.join(newFolder(), 'small-chromium');
    writeFileSync(
      small,
      `#!/bin/sh\nexec "${findChromium()?.path}" --js-flags=--max-old-space-size=96 "$@"\n`,
    );
    chmodSync(small, 0o755);
    const finished = await runProcess(['run', at('hungry.html'), '-d', '90s'], {
      env: { CHROMIUM_PATH: small },
    });
    expectPlainFailure(finished, /hungry\.html crashed after/);
    expect(finished.exit).toBe(3);
    expect(finished.stdout).toContain('Hottest exports');
  });

  it('tells a scenario that failed, after what was measured', async () => {
    const options = ['--script', scenario('fail'), '--wait-for', '[data-result]'];
    const finished = await runProcess(['run', at('layout.html'), ...options]);
    expectPlainFailure(finished, /fail\.js failed: page\.click: Timeout 200ms exceeded/);
    expect(finished.exit).toBe(3);
    expect(finished.stdout).toContain('Hottest exports');
  });
});

describe('exit code 4', () => {
  it('tells that there was no WebAssembly', async () => {
    const finished = await runProcess(['run', at('plain.html'), '-d', '1s']);
    expectPlainFailure(finished, /no WebAssembly was seen in this page/);
    expect(finished.exit).toBe(4);
    expect(finished.stdout).toContain('Frames');
  });
});

describe('exit code 130', () => {
  it('comes from Ctrl-C, after what was measured until then', async () => {
    const out = path.join(newFolder(), 'report.html');
    let pressed = false;
    const finished = await runProcess(
      ['run', at('layout.html'), '-d', '20s', '--wait-for', '[data-result]', '--out', out],
      {
        onProgress(stderr, press) {
          if (pressed || !/\d+ s of 20 s/.test(stderr)) return;
          pressed = true;
          press('SIGINT');
        },
      },
    );
    expect(finished.exit).toBe(130);
    expect(finished.stderr).toContain('stopped by you');
    expect(finished.stdout).toContain('Hottest exports');
    expect(existsSync(out)).toBe(true);
  });
});
