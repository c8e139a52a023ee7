/**
 * Records the sessions that the golden reports are made of, as anybody would: with `wasm-vitals run --record`, for one and
 * a half minutes each, one after the other, all or those that are named. `npm run golden` then makes the reports anew, for
 * a person to read.
 */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { startDemoServer } from '../apps/cortical-column/server/demo-server.js';
import { servePages } from '../e2e/pages/serve-pages.js';

const BIN = fileURLToPath(new URL('../packages/cli/bin/wasm-vitals.js', import.meta.url));
const GOLDEN = fileURLToPath(new URL('../packages/report/golden', import.meta.url));
const scenario = (name: string): string => fileURLToPath(new URL(`scenarios/${name}.js`, import.meta.url));

const SECONDS = 90;

async function record(name: string, url: string, ...more: readonly string[]): Promise<void> {
  if (wanted.length > 0 && !wanted.includes(name)) return;
  const options = ['-d', `${String(SECONDS)}s`, '--interval', '2s', '--record', `${GOLDEN}/${name}.jsonl.gz`];
  const child = spawn(process.execPath, [BIN, 'run', url, ...options, ...more], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit) => {
      if (exit === 0) resolve();
      else reject(new Error(`${name}: wasm-vitals run ended with exit code ${String(exit)}`));
    });
  });
}

const wanted = process.argv.slice(2);
const [pages, demo] = await Promise.all([servePages(), startDemoServer()]);
try {
  // as a phone sees it: the solver fills the frame
  await record('physics', `${pages.origin}/physics.html`, '--cpu-throttle', '4');
  // as it is: a table that grows, and a query that reads all of it in each frame
  await record('database', `${pages.origin}/database.html`);
  // somebody clicks, and before half of it the module begins to leak; the page's own monitor is off
  const url = `${demo.url}?dashboard=off&monitor=off&size=0`;
  await record('cortical-column', url, '--viewport', '480x320', '--script', scenario('leaking-column'));
} finally {
  await Promise.all([pages.close(), demo.close()]);
}
