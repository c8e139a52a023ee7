import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servePages, type PageServer } from '../pages/serve-pages.js';
import { newFolder, readReport, runProcess } from './run-process.js';

let server: PageServer;
const at = (page: string): string => `${server.origin}/${page}`;

beforeAll(async () => {
  server = await servePages();
});

afterAll(() => server.close());

describe('a page is more than one document', () => {
  it('measures WebAssembly in a frame, and says so', async () => {
    const finished = await runProcess(['run', at('frame.html'), '-d', '3s']);
    expect(finished.exit).toBe(0);
    expect(finished.stdout).toMatch(/WebAssembly runs in a frame: figures are of .*layout\.html/);
    expect(finished.stdout).toContain('Hottest exports');
  });

  it('joins the documents of a page that moves on', async () => {
    const out = path.join(newFolder(), 'report.json');
    const options = [
      '-d',
      '2s',
      '--wait-for',
      'html:not(:has(script:nth-of-type(2))) [data-result]',
      '--out',
      out,
    ];
    const finished = await runProcess(['run', at('moves-on.html'), ...options]);
    expect(finished.exit).toBe(0);
    expect(finished.stdout).toContain('The page navigated: 2 documents joined in order of time');
    const { samples, url } = readReport(out);
    expect(url).toContain('layout.html?second');
    expect(samples.timestamps).toEqual([...samples.timestamps].sort((a, b) => a - b));
  });

  it('prints what it has of a page that blocks its main thread for good', async () => {
    const finished = await runProcess(['run', at('blocks.html'), '-d', '5s']);
    expect(finished.stdout).toContain('The page did not answer at the end');
    expect(finished.stdout).toContain('Hottest exports');
    expect(finished.exit).toBe(0);
  });

  it('is not held up by workers that block or end', async () => {
    const finished = await runProcess(['run', at('blocked-worker.html'), '-d', '2s']);
    expect(finished.stdout).toMatch(/\d workers? did not answer and could not be measured/);
    expect(finished.stdout).toContain('Hottest exports');
    expect(finished.exit).toBe(0);
  });

  it('measures what a scenario does', async () => {
    const script = fileURLToPath(new URL('scenarios/click.js', import.meta.url));
    const out = path.join(newFolder(), 'report.json');
    const finished = await runProcess([
      'run',
      at('button.html'),
      '-d',
      '4s',
      '--script',
      script,
      '--out',
      out,
    ]);
    expect(finished.exit).toBe(0);
    const { experience } = readReport(out);
    expect(experience.byType['click']).toBe(5);
    expect(experience.latency?.p50).toBeGreaterThanOrEqual(60);
    expect(finished.stdout).toMatch(/latency p50 [\d.]+ ms/);
  });
});

describe('the report', () => {
  it('goes to stdout alone where no file is named', async () => {
    const { stdout, exit } = await runProcess([
      'run',
      at('layout.html'),
      '-d',
      '1s',
      '--wait-for',
      '[data-result]',
      '-f',
      'json',
    ]);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ format: 'wasm-vitals-report', url: at('layout.html') });
  });

  it.each([
    ['report.csv', /^[^\n]*timestamp[^\n]*wasm\.memoryUsage/],
    ['report.html', /^<!doctype html>/i],
  ])('is written as the name of the file says: %s', async (name, start) => {
    const out = path.join(newFolder(), name);
    const finished = await runProcess([
      'run',
      at('layout.html'),
      '-d',
      '1s',
      '--wait-for',
      '[data-result]',
      '-q',
      '-o',
      out,
    ]);
    expect(finished).toMatchObject({ exit: 0, stdout: '', stderr: '' });
    expect(readFileSync(out, 'utf8')).toMatch(start);
  });

  it('sends the headers it was told to', async () => {
    const script = path.join(newFolder(), 'read.mjs');
    const out = `${script}.json`;
    const { writeFileSync } = await import('node:fs');
    writeFileSync(
      script,
      `import { writeFileSync } from 'node:fs';
       export default async (page) => writeFileSync(${JSON.stringify(out)}, await page.textContent('body'));`,
    );
    await runProcess([
      'run',
      at('echo-headers'),
      '-d',
      '1s',
      '--header',
      'X-Test: yes: it is',
      '--script',
      script,
    ]);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ 'x-test': 'yes: it is' });
  });
});
