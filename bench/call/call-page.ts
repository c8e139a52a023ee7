/** Runs in the page: the same WebAssembly function called through each kind of wrapper, in turns. */
import { createClock } from '../../packages/sdk/src/instrument/meter/clock.js';
import { createFunctionState } from '../../packages/sdk/src/instrument/meter/function-state.js';
import { createMeter } from '../../packages/sdk/src/instrument/meter/meter.js';
import { createFunctionWrappers } from '../../packages/sdk/src/instrument/wrap/function-wrappers.js';

type Call = (a: number, b: number) => unknown;

/** Results of one way of calling, ns per call. */
export interface CallCost {
  readonly min: number;
  readonly median: number;
}

export interface CallBenchOptions {
  readonly rounds: number;
  readonly calls: number;
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

function subjects(): Subject[] {
  const module = new WebAssembly.Module(BYTES);
  const raw = (): Call => new WebAssembly.Instance(module).exports['add'] as Call;
  const list: readonly (readonly [string, Call, Subject['loop']?])[] = [
    ['direct', raw()],
    ['sampled', ours(raw())],
    ['count', ours(raw(), { level: COUNT_ONLY })],
    ['timed', ours(raw(), { timedCost: 0 })],
    ['rest', restWrapper(raw())],
    ['proxy', proxyWrapper(raw())],
    ['async', asyncWrapper(raw()), asyncLoop],
  ];
  return list.map(([name, f, loop]) => ({ name, f, loop: loop ?? loopFor(name), times: [] }));
}

/** The level of shedding at which nothing is timed. */
const COUNT_ONLY = 3;

/** Our wrapper, put together as `startInstrumentation` does. Where timing costs nothing, every call is timed. */
function ours(f: Call, { level = 0, timedCost }: { level?: number; timedCost?: number } = {}): Call {
  const meter = createMeter(createClock(), timedCost);
  meter.setLevel(level);
  const state = createFunctionState({ name: 'add', kind: 'export' });
  const wrappers = createFunctionWrappers({
    enter: meter.enter,
    leave: (frame) => void meter.leave(frame),
    fail: (_state, error) => error,
  });
  return wrappers.wrap(f as never, () => ({ state, memory: undefined }));
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

export async function benchCalls({ rounds, calls }: CallBenchOptions): Promise<Record<string, CallCost>> {
  const all = subjects();
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
