import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Instrumentation } from './instrumentation.js';
import { COUNT_ONLY } from './meter/sampling.js';
import { startInstrumentation } from './start-instrumentation.js';
import { buildModule, op } from './testing/build-module.js';
import { callsOf, load, type Fn } from './testing/load.js';
import { BASICS, BURN, LINKED, NAMED, REENTRANT } from './testing/modules.js';

let instrumentation: Instrumentation;
beforeEach(() => {
  instrumentation = startInstrumentation();
});
afterEach(() => {
  instrumentation.stop();
});

/** Another module with an export of a name that `BASICS` has too. */
const NAMESAKE = buildModule({
  functions: [{ name: 'add', params: ['i32', 'i32'], results: ['i32'], code: [op.localGet, 0] }],
});

function wasmResponse(bytes: BlobPart): Response {
  return new Response(new Blob([bytes], { type: 'application/wasm' }));
}

describe('every way of loading is seen', () => {
  const ways: Record<string, () => Promise<WebAssembly.Instance> | WebAssembly.Instance> = {
    'new Module, new Instance': () => new WebAssembly.Instance(new WebAssembly.Module(BASICS)),
    'instantiate(bytes)': async () => (await WebAssembly.instantiate(BASICS)).instance,
    'instantiate(buffer)': async () => (await WebAssembly.instantiate(BASICS.buffer)).instance,
    'instantiate(module)': async () => WebAssembly.instantiate(await WebAssembly.compile(BASICS)),
    instantiateStreaming: async () =>
      (await WebAssembly.instantiateStreaming(Promise.resolve(wasmResponse(BASICS)))).instance,
    compileStreaming: async () =>
      WebAssembly.instantiate(await WebAssembly.compileStreaming(wasmResponse(BASICS))),
  };
  for (const [way, instantiate] of Object.entries(ways)) {
    test(way, async () => {
      const instance = await instantiate();
      expect(instance).toBeInstanceOf(WebAssembly.Instance);
      const add = instance.exports['add'] as Fn;
      for (let i = 0; i < 500; i++) expect(add(i, 1)).toBe(i + 1);
      const reading = instrumentation.take();
      expect(callsOf(reading, 'add')).toBe(500);
      expect(reading.modules).toHaveLength(1);
      const [module] = reading.modules;
      expect(module).toMatchObject({ exports: 6, imports: 0, instances: 1 });
      expect(module?.compileTime).toBeGreaterThanOrEqual(0);
      expect(module?.streaming ?? false).toBe(/streaming/i.test(way));
      expect(module?.memories).toEqual([
        { name: 'memory', reserved: 65_536, initial: 1, maximum: 4, shared: false },
      ]);
    });
  }

  test('an instance made before, by instrument()', () => {
    instrumentation.stop();
    const instance = new WebAssembly.Instance(new WebAssembly.Module(BASICS));
    const early = instance.exports['twice'] as Fn;
    instrumentation = startInstrumentation();
    const exports = instrumentation.instrument(instance, 'early bird') as Record<string, Fn>;
    expect(exports['twice']?.(4)).toBe(8);
    expect(instance.exports).toBe(exports);
    expect(early(1)).toBe(2);
    const reading = instrumentation.take();
    expect(callsOf(reading, 'twice')).toBe(1);
    expect(reading.modules).toMatchObject([{ name: 'early bird', exports: 6 }]);
  });

  test('a failing load fails as it did', async () => {
    await expect(WebAssembly.instantiate(new Uint8Array([1, 2, 3]))).rejects.toThrow(
      WebAssembly.CompileError,
    );
    await expect(WebAssembly.instantiate(LINKED, {})).rejects.toThrow(TypeError);
    await expect(WebAssembly.instantiate(LINKED, { main: {} })).rejects.toThrow(WebAssembly.LinkError);
    const module = new WebAssembly.Module(LINKED);
    expect(() => new WebAssembly.Instance(module, {})).toThrow(TypeError);
    expect(() => (WebAssembly.Instance as unknown as Fn)(module)).toThrow(TypeError);
  });

  test('an unhandled rejection stays unhandled', async () => {
    const seen = new Promise<unknown>((resolve) => {
      const listener = (event: PromiseRejectionEvent): void => {
        event.preventDefault();
        event.stopImmediatePropagation();
        window.removeEventListener('unhandledrejection', listener, true);
        resolve(event.reason);
      };
      window.addEventListener('unhandledrejection', listener, true);
    });
    void WebAssembly.instantiate(new Uint8Array([1]));
    expect(await seen).toBeInstanceOf(WebAssembly.CompileError);
  });
});

describe('nesting', () => {
  test('re-entrancy and recursion count all calls and the outer time once', () => {
    const exports: Record<string, Fn> = {};
    Object.assign(
      exports,
      load(REENTRANT, { host: { back: (n: number) => exports['again']?.(n) as number } }),
    );
    for (let i = 0; i < 50; i++) expect(exports['again']?.(20)).toBe(20);
    const reading = instrumentation.take();
    expect(reading.calls).toBe(50 * 21);
    const stats = reading.functions[0];
    expect(reading.totalTime).toBeLessThanOrEqual(stats?.totalTime ?? 0);
    expect(stats?.selfTime).toBeLessThanOrEqual(stats?.totalTime ?? 0);
  });

  test('an outer call’s time holds the inner one’s, the total holds it once', () => {
    const { burn } = load(BURN);
    const { again } = load(REENTRANT, {
      host: {
        back: () => {
          burn?.(3_000_000);
          return 0;
        },
      },
    });
    for (let i = 0; i < 10; i++) again?.(1);
    const reading = instrumentation.take();
    const outer = reading.functions.find(({ name }) => name === 'again');
    const inner = reading.functions.find(({ name }) => name === 'burn');
    expect(outer?.calls).toBe(10);
    expect(inner?.calls).toBe(10);
    expect(outer?.totalTime).toBeGreaterThanOrEqual(inner?.totalTime ?? Infinity);
    expect(outer?.selfTime).toBeLessThan(0.5 * (outer?.totalTime ?? 0));
    expect(reading.totalTime).toBeCloseTo(outer?.totalTime ?? NaN, 6);
  });
});

describe('traps', () => {
  test('are counted, folded, and rethrown as the same object', () => {
    const { trap, add } = load(BASICS);
    for (let i = 0; i < 5_000; i++) add?.(i, 1);
    for (let i = 0; i < 30; i++) expect(() => trap?.()).toThrow(WebAssembly.RuntimeError);
    const reading = instrumentation.take();
    expect(reading.errors).toBe(30);
    expect(reading.traps).toMatchObject([{ kind: 'unreachable', export: 'trap', count: 30 }]);
    expect(reading.traps[0]?.stack?.[0]).toMatch(/wasm-function\[3\]:0x[0-9a-f]+/);
    expect(instrumentation.take().traps).toEqual([]);
  });

  test('a stack overflow is one', () => {
    const exports: Record<string, Fn> = {};
    Object.assign(
      exports,
      load(REENTRANT, { host: { back: (n: number) => exports['again']?.(n) as number } }),
    );
    expect(() => exports['again']?.(10_000_000)).toThrow(RangeError);
    const { traps } = instrumentation.take();
    expect(traps.some(({ kind }) => kind === 'stack overflow')).toBe(true);
    expect(exports['again']?.(3)).toBe(3);
  });
});

describe('memory', () => {
  test('imported ones are known', async () => {
    const bytes = buildModule({
      importedMemory: { module: 'env', name: 'mem', initial: 1, maximum: 8 },
      functions: [{ name: 'grow', results: ['i32'], code: [op.i32Const, 1, op.memoryGrow, 0] }],
    });
    const memory = new WebAssembly.Memory({ initial: 2, maximum: 8 });
    const { instance } = await WebAssembly.instantiate(bytes, { env: { mem: memory } });
    expect((instance.exports['grow'] as Fn)()).toBe(2);
    const { modules, growth, headroom } = instrumentation.take();
    expect(modules).toMatchObject([{ memories: [{ name: 'mem', reserved: 3 * 65_536, maximum: 8 }] }]);
    expect(growth).toMatchObject([{ pagesBefore: 2, pagesAfter: 3, during: 'grow' }]);
    expect(headroom).toBe(5 * 65_536);
  });

  test('growth inside wasm and from JavaScript is an event', () => {
    const { grow, memory } = load(BASICS) as Record<string, Fn> & { memory: unknown };
    const own = memory as WebAssembly.Memory;
    instrumentation.takeTick();
    grow?.();
    own.grow(1);
    const { growth, memoryUsage, headroom } = instrumentation.take();
    expect(growth).toMatchObject([
      { pagesBefore: 1, pagesAfter: 2, memory: 'memory', during: 'grow' },
      { pagesBefore: 2, pagesAfter: 3, memory: 'memory' },
    ]);
    expect(growth[1]?.duration).toBeGreaterThanOrEqual(0);
    expect(memoryUsage).toBe(3 * 65_536);
    expect(headroom).toBe(65_536);
    expect(() => own.grow(9)).toThrow(RangeError);
  });
});

describe('modules', () => {
  test('name section and build id', () => {
    load(NAMED)['answer']?.();
    expect(instrumentation.take().modules).toMatchObject([{ name: 'vitals', buildId: 'deadbeef' }]);
  });

  test('the same bytes compiled twice are one module with two instances', () => {
    load(BASICS)['add']?.(1, 2);
    load(BASICS)['add']?.(3, 4);
    const { modules, functions } = instrumentation.take();
    expect(modules).toMatchObject([{ instances: 2, bytes: BASICS.length }]);
    expect(functions).toMatchObject([{ name: 'add', calls: 2 }]);
  });
});

describe('sampling', () => {
  test('thins out short calls and keeps counts exact; a level of shedding times none', () => {
    const { add } = load(BASICS);
    for (let i = 0; i < 300_000; i++) add?.(i, 1);
    const first = instrumentation.take();
    expect(callsOf(first, 'add')).toBe(300_000);
    expect(first.functions[0]?.samplingRate).toBeLessThan(0.5);
    instrumentation.setLevel(COUNT_ONLY);
    for (let i = 0; i < 1_000; i++) add?.(i, 1);
    instrumentation.take();
    for (let i = 0; i < 50_000; i++) add?.(i, 1);
    const shed = instrumentation.take();
    expect(callsOf(shed, 'add')).toBe(50_000);
    expect(shed.functions[0]?.samplingRate).toBe(0);
    instrumentation.setLevel(0);
    for (let i = 0; i < 1_000; i++) add?.(i, 1);
    expect(instrumentation.take().functions[0]?.samplingRate).toBeGreaterThan(0);
  });

  test('ticks and intervals do not eat each other’s counts', () => {
    const { add } = load(BASICS);
    for (let i = 0; i < 100; i++) add?.(i, 1);
    expect(instrumentation.takeTick().calls).toBe(100);
    for (let i = 0; i < 50; i++) add?.(i, 1);
    expect(instrumentation.takeTick()).toMatchObject({
      calls: 50,
      functions: { add: [50, expect.any(Number)] },
    });
    expect(instrumentation.take().calls).toBe(150);
  });

  test('a tick adds up exports of one name', () => {
    const [one, other] = [load(BASICS), load(NAMESAKE)];
    for (let i = 0; i < 100; i++) one['add']?.(i, 1);
    for (let i = 0; i < 10; i++) other['add']?.(i, 1);
    expect(instrumentation.takeTick().functions).toEqual({ add: [110, expect.any(Number)] });
  });
});

describe('measureFunction', () => {
  test('sync stays sync, async stays async, errors pass', async () => {
    const context = { factor: 3 };
    const sync = instrumentation.measureFunction('sync', function (this: unknown, a: number) {
      return a * (this as typeof context).factor;
    });
    expect(sync.call(context, 2)).toBe(6);
    const failure = new Error('host');
    const failing = instrumentation.measureFunction('failing', () => {
      throw failure;
    });
    expect(failing).toThrow(failure);
    const later = instrumentation.measureFunction('later', async (value: number) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return value;
    });
    expect(await later(7)).toBe(7);
    const rejecting = instrumentation.measureFunction('rejecting', () => Promise.reject(failure));
    await expect(rejecting()).rejects.toBe(failure);
    const { functions, calls } = instrumentation.take();
    const of = (name: string) => functions.find((stats) => stats.name === name);
    expect(calls).toBe(0);
    expect(of('sync')).toMatchObject({ kind: 'host', calls: 1, errors: 0, samplingRate: 1 });
    expect(of('failing')).toMatchObject({ calls: 1, errors: 1 });
    expect(of('later')?.totalTime).toBeGreaterThan(15);
    expect(of('rejecting')).toMatchObject({ calls: 1, errors: 1 });
  });
});

describe('calls out of WebAssembly', () => {
  test('are counted and timed on request', async () => {
    instrumentation.stop();
    instrumentation = startInstrumentation({ imports: true });
    const back = (...args: unknown[]): number => (args[0] as number) * 2;
    for (const { exports } of [
      new WebAssembly.Instance(new WebAssembly.Module(REENTRANT), { host: { back } }),
      (await WebAssembly.instantiate(REENTRANT, { host: { back } })).instance,
    ]) {
      for (let i = 0; i < 100; i++) expect((exports['again'] as Fn)(5)).toBe(9);
    }
    const reading = instrumentation.take();
    expect(callsOf(reading, 'back', 'import')).toBe(200);
    expect(reading.calls).toBe(200);
  });
});
