import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Instrumentation, WasmReading } from './instrumentation.js';
import { COUNT_ONLY } from './meter/sampling.js';
import { startInstrumentation } from './start-instrumentation.js';
import { ADD } from '../testing/add-module.js';
import { buildModule, op } from './testing/build-module.js';
import { BASICS, BURN, LINKED, NAMED, REENTRANT, SHAPES } from './testing/modules.js';

type Fn = (...args: unknown[]) => unknown;

let instrumentation: Instrumentation;
beforeEach(() => {
  instrumentation = startInstrumentation();
});
afterEach(() => {
  instrumentation.stop();
});

function load(bytes: BufferSource, imports?: WebAssembly.Imports): Record<string, Fn> {
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports as Record<string, Fn>;
}

function callsOf(reading: WasmReading, name: string, kind = 'export'): number | undefined {
  return reading.functions.find((stats) => stats.name === name && stats.kind === kind)?.calls;
}

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

describe('exports look like the engine’s own', () => {
  test('frozen, null prototype, same keys, same name and length, same identity', () => {
    const module = new WebAssembly.Module(SHAPES);
    const instance = new WebAssembly.Instance(module);
    const { exports } = instance;
    instrumentation.stop();
    const own = new WebAssembly.Instance(module).exports;
    expect(Object.isFrozen(exports)).toBe(true);
    expect(Object.getPrototypeOf(exports)).toBeNull();
    expect(Object.keys(exports)).toEqual(Object.keys(own));
    for (const [name, f] of Object.entries(own) as [string, Fn][]) {
      const ours = exports[name] as Fn;
      expect([ours.name, ours.length]).toEqual([f.name, f.length]);
      expect(Object.getOwnPropertyNames(ours).sort()).toEqual(Object.getOwnPropertyNames(f).sort());
      expect(() => void Reflect.construct(ours, [])).toThrow(TypeError);
    }
    expect(instance.exports).toBe(exports);
  });

  test('BigInt, several results, eleven parameters, missing and surplus arguments', () => {
    const { next, pair, wide, keep } = load(SHAPES);
    expect(next?.(2n ** 40n)).toBe(2n ** 40n + 1n);
    expect(() => next?.(1)).toThrow(TypeError);
    expect(pair?.(7)).toEqual([7, 5n]);
    expect(wide?.(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 41)).toBe(42);
    expect(wide?.(1)).toBe(1);
    const thing = { some: 'object' };
    expect(keep?.(thing, 'surplus')).toBe(thing);
  });

  test('function references go in and out', () => {
    const { self, pass, next } = load(SHAPES);
    for (let i = 0; i < 300; i++) {
      expect(self?.()).toBe(next);
      expect(pass?.(next)).toBe(next);
    }
    expect(pass?.(null)).toBeNull();
    expect(() => pass?.(() => 1)).toThrow(TypeError);
  });

  test('thrown values pass unchanged through wasm frames', () => {
    const thrown = { not: 'an error' };
    const { again } = load(REENTRANT, {
      host: {
        back: () => {
          throw thrown as unknown as Error;
        },
      },
    });
    for (let i = 0; i < 200; i++) {
      let caught: unknown;
      try {
        again?.(1);
      } catch (error) {
        caught = error;
      }
      expect(caught).toBe(thrown);
    }
    const reading = instrumentation.take();
    expect(reading.errors).toBe(200);
    expect(reading.traps).toEqual([]);
  });
});

describe('the engine gets its own functions back', () => {
  test('tables: get, set, grow, constructor', () => {
    const { add, twice, table } = load(BASICS) as unknown as Record<'add' | 'twice', Fn> & { table: unknown };
    const own = table as WebAssembly.Table;
    expect(own.get(0)).toBe(add);
    own.set(2, twice);
    expect(own.get(2)).toBe(twice);
    const size = own.grow(1, add);
    expect(own.get(size)).toBe(add);
    const other = new WebAssembly.Table({ element: 'anyfunc', initial: 2 }, add);
    other.set(1, twice);
    expect((other.get(0) as Fn)(1, 2)).toBe(3);
    expect((own.get(1) as Fn)(21)).toBe(42);
    expect(callsOf(instrumentation.take(), 'twice')).toBe(1);
  });

  test('a table keeps taking wrappers after stop', () => {
    const { twice, table } = load(BASICS) as unknown as Record<'add' | 'twice', Fn> & { table: unknown };
    const own = table as WebAssembly.Table;
    instrumentation.stop();
    own.set(3, twice);
    expect((own.get(3) as Fn)(4)).toBe(8);
  });

  test('globals', () => {
    const { add, twice } = load(BASICS);
    const global = new WebAssembly.Global<'anyfunc'>({ value: 'anyfunc', mutable: true }, add);
    expect((global.value as Fn)(1, 2)).toBe(3);
    global.value = twice as Fn;
    expect((global.value as Fn)(3)).toBe(6);
  });

  test('imports of another module, plain and frozen namespaces, proxies and getters', async () => {
    const main = load(BASICS) as unknown as WebAssembly.ModuleImports;
    const lazy = new Proxy({}, { get: (_, name) => (name === 'add' ? main['add'] : undefined) });
    const getter = Object.defineProperty({}, 'main', { get: () => main }) as WebAssembly.Imports;
    for (const imports of [{ main }, { main: lazy }, getter] as WebAssembly.Imports[]) {
      expect(load(LINKED, imports)['sum']?.(20, 22)).toBe(42);
      const { instance } = await WebAssembly.instantiate(LINKED, imports);
      expect((instance.exports['sum'] as Fn)(20, 22)).toBe(42);
    }
    // the linked calls go from wasm to wasm: no wrapper lies between
    expect(callsOf(instrumentation.take(), 'add')).toBeUndefined();
  });

  test('JSPI', async () => {
    const { promising } = WebAssembly as unknown as { promising?: (f: unknown) => Fn };
    if (!promising) return;
    const { twice } = load(BASICS);
    expect(await promising(twice)(5)).toBe(10);
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

describe('stop', () => {
  const targets = (): readonly object[] => [
    WebAssembly,
    WebAssembly.Instance.prototype,
    WebAssembly.Table.prototype,
    WebAssembly.Global.prototype,
    WebAssembly.Memory.prototype,
  ];
  const describeAll = (): object[] =>
    targets().map((target): object => Object.getOwnPropertyDescriptors(target));

  test('tells no other monitor of the modules that it probes with', () => {
    const other = startInstrumentation();
    load(BASICS);
    const names = (reading: WasmReading): string[] => reading.modules.map(({ name }) => name);
    expect(names(other.take())).toHaveLength(1); // this is when it probes, through the patches of the first
    expect(names(instrumentation.take())).toHaveLength(1);
    other.stop();
  });

  /** All orders in which each of `names` comes twice: it starts, and it stops. */
  function interleavings(names: readonly string[]): string[][] {
    if (names.length === 0) return [[]];
    const all: string[][] = [];
    const extend = (left: readonly string[], sofar: readonly string[]): void => {
      if (left.length === 0) all.push([...sofar]);
      for (const name of new Set(left)) extend(left.toSpliced(left.indexOf(name), 1), [...sofar, name]);
    };
    extend([...names, ...names], []);
    return all;
  }

  /** Starts and stops in this order; whatever is on, an export gives what it gave, and each monitor counts its call. */
  function play(order: readonly string[], start: (name: string) => () => void): void {
    const running = new Map<string, () => void>();
    for (const name of order) {
      const stop = running.get(name);
      if (stop) stop();
      else running.set(name, start(name));
      expect(load(ADD)['add']?.(1, 2)).toBe(3);
    }
  }

  const monitor = (): (() => void) => {
    const started = startInstrumentation();
    return () => {
      expect(callsOf(started.take(), 'add')).toBeGreaterThan(0);
      started.stop();
      load(ADD)['add']?.(1, 2);
      expect(callsOf(started.take(), 'add') ?? 0).toBe(0);
    };
  };

  test.each(interleavings(['a', 'b', 'c']).map((order) => [order.join(' '), order] as const))(
    'leaves every property as it was: three monitors in the order %s',
    (_, order) => {
      instrumentation.stop();
      const before = describeAll();
      play(order, monitor);
      expect(describeAll()).toEqual(before);
    },
  );

  /** A library that puts back what it found when it started, whatever is there by then. */
  const library = (): (() => void) => {
    const found = WebAssembly.instantiate;
    const exports = Object.getOwnPropertyDescriptor(WebAssembly.Instance.prototype, 'exports') ?? {};
    WebAssembly.instantiate = ((...args: [BufferSource]) => found(...args)) as typeof found;
    Object.defineProperty(WebAssembly.Instance.prototype, 'exports', {
      ...exports,
      get(this: WebAssembly.Instance) {
        return exports.get?.call(this) as WebAssembly.Exports;
      },
    });
    return () => {
      WebAssembly.instantiate = found;
      Object.defineProperty(WebAssembly.Instance.prototype, 'exports', exports);
    };
  };

  test.each(interleavings(['a', 'b', 'library']).map((order) => [order.join(' '), order] as const))(
    'works on, and is as it was unless another library puts ours back: in the order %s',
    async (_, order) => {
      instrumentation.stop();
      const before = describeAll();
      play(order, (name) => (name === 'library' ? library() : monitor()));
      const putBack = (name: string): boolean =>
        order.indexOf(name) < order.indexOf('library') &&
        order.lastIndexOf(name) > order.indexOf('library') &&
        order.lastIndexOf(name) < order.lastIndexOf('library');
      if (!putBack('a') && !putBack('b')) expect(describeAll()).toEqual(before);
      const { instance } = await WebAssembly.instantiate(ADD);
      expect((instance.exports['add'] as Fn)(1, 2)).toBe(3);
      // whoever starts and stops next clears away what was put back
      startInstrumentation().stop();
      expect(describeAll()).toEqual(before);
    },
  );

  test('what was handed out goes on working and is measured no more', () => {
    const { add, table } = load(BASICS) as unknown as Record<'add' | 'twice', Fn> & { table: unknown };
    instrumentation.stop();
    expect(add?.(1, 2)).toBe(3);
    expect(((table as WebAssembly.Table).get(0) as Fn)(2, 3)).toBe(5);
    expect(() => load(BASICS)['trap']?.()).toThrow(WebAssembly.RuntimeError);
  });

  test('another library’s later patch stays, and ours below it passes through', async () => {
    const ours = WebAssembly.instantiate;
    const spy = vi.fn((...args: [BufferSource]) => ours(...args));
    const theirs = spy as unknown as typeof ours;
    WebAssembly.instantiate = theirs;
    instrumentation.stop();
    expect(WebAssembly.instantiate).toBe(theirs);
    const { instance } = await WebAssembly.instantiate(BASICS);
    expect(spy).toHaveBeenCalledOnce();
    expect((instance.exports['add'] as Fn)(1, 2)).toBe(3);
    WebAssembly.instantiate = ours;
  });
});
