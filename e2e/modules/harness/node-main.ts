/** Runs one job in this process: `node-main.mjs MODE JOB_FILE MODULES_FOLDER`; prints the result as its last line. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { runJob, type Job, type Mode } from './runner.js';

const [mode = 'plain', jobFile = '', modulesFolder = ''] = process.argv.slice(2);
const locate = (file: string): string => path.join(modulesFolder, file);

const result = await runJob(
  () => import(pathToFileURL(jobFile).href) as Promise<{ default: Job }>,
  { read: async (file) => new Uint8Array(await readFile(locate(file))), url: locate },
  mode as Mode,
);
process.stdout.write(`\n${JSON.stringify(result)}\n`, () => process.exit(0));
