import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Where a job can run. */
export type Runtime = 'chromium' | 'node';

/** What the first lines of a job's file say of it. */
export interface JobHeader {
  /** File name without `.js`. */
  readonly name: string;
  readonly file: string;
  /** Exact versions, name → version: `// npm: sql.js@1.16.0`. Empty for jobs that bring their own module. */
  readonly packages: Readonly<Record<string, string>>;
  /** `// toolchain: Emscripten C`. */
  readonly toolchain: string;
  /** `// runs: chromium node`. */
  readonly runtimes: readonly Runtime[];
  /** `// alternates: yes`: its run can be repeated, so `bench:call` compares its time plain and instrumented. */
  readonly alternates: boolean;
}

export const MODULES_DIR = path.resolve(import.meta.dirname, '..');
export const WORK_DIR = path.join(MODULES_DIR, 'work');
const JOBS_DIR = path.join(MODULES_DIR, 'jobs');

/** Reads the headers of all jobs. Nothing is imported: their packages may not be installed yet. */
export function readJobs(): JobHeader[] {
  return readdirSync(JOBS_DIR)
    .filter((file) => file.endsWith('.js'))
    .sort()
    .map((file) => readHeader(path.join(JOBS_DIR, file)));
}

function readHeader(file: string): JobHeader {
  const source = readFileSync(file, 'utf8');
  const field = (key: string): string | undefined =>
    new RegExp(`^// ${key}: (.+)$`, 'm').exec(source)?.[1]?.trim();
  const toolchain = field('toolchain');
  if (!toolchain) throw new Error(`${file}: no line "// toolchain: …"`);
  const runtimes = (field('runs') ?? 'chromium node').split(/\s+/) as Runtime[];
  const packages: Record<string, string> = {};
  for (const spec of field('npm')?.split(/\s+/) ?? []) {
    const at = spec.lastIndexOf('@');
    packages[spec.slice(0, at)] = spec.slice(at + 1);
  }
  const name = path.basename(file, '.js');
  return { name, file, packages, toolchain, runtimes, alternates: field('alternates') === 'yes' };
}
