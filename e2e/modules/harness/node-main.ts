/** Runs one job in this process: `node-main.ts NAME MODE MODULES_DIR`; the last line of output is its result. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { outFile } from './bundle.js';
import { WORK_DIR } from './read-jobs.js';
import { runJob, type Job, type Mode } from './runner.js';

const [name = '', mode = 'plain'] = process.argv.slice(2);
const locate = (file: string): string => path.join(WORK_DIR, 'node_modules', file);

const result = await runJob(
  () => import(pathToFileURL(outFile('node', name)).href) as Promise<{ default: Job }>,
  { read: async (file) => new Uint8Array(await readFile(locate(file))), url: locate },
  mode as Mode,
);
process.stdout.write(`\n${JSON.stringify(result)}\n`, () => process.exit(0));
