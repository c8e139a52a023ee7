import type { FunctionStats } from '@wasm-vitals/protocol';
import { startInstrumentation } from '../../../packages/sdk/src/instrument/start-instrumentation.js';
import { startReference } from './reference-wrapper.js';

/** How a job's WebAssembly is met. `both`: instrumented on top of the reference, so that one run gives both times. */
export type Mode = 'plain' | 'reference' | 'instrumented' | 'both';

/** What a job gets: its package's files, in the browser and in Node alike. */
export interface Io {
  /** Bytes of a file of `work/node_modules`. */
  read(file: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Its address (browser) or path (Node), for packages that load it themselves. */
  url(file: string): string;
}

/** A job's default export. `setup` loads the module; what it returns does the work, and can do it again. */
export interface Job {
  setup(io: Io): Promise<() => unknown>;
}

export interface JobResult {
  readonly checksum: string;
  /** `export add` → calls; of this run's WebAssembly, all modules. */
  readonly calls: Readonly<Record<string, number>>;
  /** The same → inclusive milliseconds, as instrumented. */
  readonly time: Readonly<Record<string, number>>;
  /** The same, with every call timed. */
  readonly referenceTime: Readonly<Record<string, number>>;
  readonly modules: number;
}

/** Times a job's work is done: the second time finds warm caches and no first-call paths. */
const RUNS = 2;

export async function runJob(load: () => Promise<{ default: Job }>, io: Io, mode: Mode): Promise<JobResult> {
  const reference = mode === 'reference' || mode === 'both' ? startReference() : undefined;
  const instrumentation = mode === 'instrumented' || mode === 'both' ? startInstrumentation() : undefined;
  const { default: job } = await load();
  const run = await job.setup(io);
  const results: unknown[] = [];
  for (let i = 0; i < RUNS; i++) results.push(await run());
  const reading = instrumentation?.take();
  return {
    checksum: checksum(results),
    calls: reading
      ? sumBy(reading.functions, (stats) => stats.calls)
      : Object.fromEntries(reference?.calls ?? []),
    time: reading ? sumBy(reading.functions, (stats) => stats.totalTime) : {},
    referenceTime: Object.fromEntries(reference?.time ?? []),
    modules: reading?.modules.length ?? 0,
  };
}

function sumBy(
  functions: readonly FunctionStats[],
  value: (stats: FunctionStats) => number,
): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const stats of functions) {
    const key = `${stats.kind} ${stats.name}`;
    sums[key] = (sums[key] ?? 0) + value(stats);
  }
  return sums;
}

/** FNV-1a over a canonical text of the result; typed arrays byte by byte. */
export function checksum(result: unknown): string {
  const text = JSON.stringify(result, (_key, value: unknown) => {
    if (value instanceof ArrayBuffer) return [...new Uint8Array(value)];
    if (ArrayBuffer.isView(value)) {
      return [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)];
    }
    if (typeof value === 'bigint') return `${value}n`;
    return value;
  });
  if (text === undefined) throw new Error('the job returned nothing to compare');
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return `${(hash >>> 0).toString(16).padStart(8, '0')}/${text.length}`;
}

/** In the browser the harness calls this by name; in Node it runs by argument. */
if (typeof window !== 'undefined') {
  const io: Io = {
    read: async (file) => new Uint8Array(await (await fetch(`/modules/${file}`)).arrayBuffer()),
    url: (file) => new URL(`/modules/${file}`, location.href).href,
  };
  const load = (name: string, tag: string) => () =>
    import(`/out/${name}.mjs?${tag}`) as Promise<{ default: Job }>;
  Object.assign(window, {
    runJob: (name: string, mode: Mode) => runJob(load(name, mode), io, mode),
    loadJob: load,
    jobIo: io,
    startInstrumentation,
  });
}
