/** Runs in the page: the same WebAssembly function called through each kind of wrapper, in turns. */
import type { Call, How, ours } from './ours.js';

/** Results of one way of calling, ns per call. */
export interface CallCost {
  readonly min: number;
  readonly median: number;
}

export interface CallBenchOptions {
  readonly rounds: number;
  readonly calls: number;
  /** `ours.ts`, bundled. */
  readonly code: string;
}

/**
 * (module (memory 1) (func (export "add") (param i32 i32) (result i32)
 *   (i32.store (i32.const 16) (i32.add (i32.load (i32.const 16)) (local.get 0))) (i32.xor (i32.load (i32.const 16)) (local.get 1))))
 * A small getter-like function that touches memory, as most chatty exports do.
 */
const BYTES = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 7, 1, 96, 2, 127, 127, 1, 127, 3, 2, 1, 0, 5, 3, 1, 0, 1, 7, 7, 1, 3, 97,
  100, 100, 0, 0, 10, 25, 1, 23, 0, 65, 16, 65, 16, 40, 2, 0, 32, 0, 106, 54, 2, 0, 65, 16, 40, 2, 0, 32, 1,
  115, 11,
]);

interface Subject {
  readonly name: string;
  readonly loop: (f: Call, calls: number) => number | Promise<number>;
  readonly f: Call;
  readonly times: number[];
}

/** Each subject gets a loop of its own source: loops that share code share type feedback, and slow each other down. */
function loopFor(name: string): Subject['loop'] {
  const body = `let s = 0; for (let i = 0; i < n; i++) s = f(s | 0, i); return s; // ${name}`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a fresh source text is the point
  const make = new Function(`return function (f, n) { ${body}\n}`) as () => Subject['loop'];
  return make();
}

/** An async wrapper's caller must await each call. */
const asyncLoop: Subject['loop'] = async (f, calls) => {
  let sum = 0;
  for (let i = 0; i < calls; i++) sum = (await f(sum | 0, i)) as number;
  return sum;
};

/**
 * A page has one monitor: one copy of our code for each subject, so that none shares what the engine learnt with another.
 */
async function copyOfOurs(code: string, how: How): Promise<(f: Call) => Call> {
  const url = URL.createObjectURL(new Blob([`${code}\n// ${how}`], { type: 'text/javascript' }));
  const copy = (await import(url)) as { ours: typeof ours };
  return (f) => copy.ours(f, how);
}

async function subjects(code: string): Promise<Subject[]> {
  const module = new WebAssembly.Module(BYTES);
  const raw = (): Call => new WebAssembly.Instance(module).exports['add'] as Call;
  const our = async (how: How): Promise<Call> => (await copyOfOurs(code, how))(raw());
  const list: readonly (readonly [string, Call, Subject['loop']?])[] = [
    ['direct', raw()],
    ['count', await our('count')],
    ['sampled', await our('sampled')],
    ['timed', await our('timed')],
    ['clock reads alone', readsAlone(raw())],
    ['rest', restWrapper(raw())],
    ['proxy', proxyWrapper(raw())],
    ['async', asyncWrapper(raw()), asyncLoop],
  ];
  return list.map(([name, f, loop]) => ({ name, f, loop: loop ?? loopFor(name), times: [] }));
}

/** The least that timing a call can cost: two readings of the clock, and nothing kept but a sum. */
function readsAlone(f: Call): Call {
  const now = performance.now.bind(performance);
  const stats = { time: 0.5 };
  return (a, b) => {
    const start = now();
    const result = f(a, b);
    stats.time += now() - start;
    return result;
  };
}

/** What tutorials show: rest arguments, two clock reads, try and finally. */
function restWrapper(f: Call): Call {
  const stats = { calls: 0, time: 0 };
  return (...args) => {
    const start = performance.now();
    try {
      return f(...args);
    } finally {
      stats.calls += 1;
      stats.time += performance.now() - start;
    }
  };
}

/** The same as an `async` function, as an early sketch of this project had it. */
function asyncWrapper(f: Call): Call {
  const wrapped = restWrapper(f);
  return async (...args) => Promise.resolve(wrapped(...args));
}

/** A proxy whose `apply` counts. */
function proxyWrapper(f: Call): Call {
  const stats = { calls: 0 };
  return new Proxy(f, {
    apply(target, self, args) {
      stats.calls += 1;
      return Reflect.apply(target, self, args as [number, number]);
    },
  });
}

/** An awaited call costs a thousand times a direct one: fewer are enough. */
const ASYNC_SHARE = 100;

export async function benchCalls(options: CallBenchOptions): Promise<Record<string, CallCost>> {
  const { rounds, calls, code } = options;
  const all = await subjects(code);
  for (let round = 0; round < rounds; round++) {
    for (const { name, loop, f, times } of all) {
      const count = name === 'async' ? calls / ASYNC_SHARE : calls;
      const start = performance.now();
      await loop(f, count);
      times.push(((performance.now() - start) / count) * 1e6);
    }
  }
  return Object.fromEntries(
    all.map(({ name, times }) => {
      times.sort((a, b) => a - b);
      return [name, { min: times[0] ?? NaN, median: times[times.length >> 1] ?? NaN }];
    }),
  );
}

Object.assign(window, { benchCalls });
