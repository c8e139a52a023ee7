import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Instrumentation } from './instrumentation.js';
import { startInstrumentation } from './start-instrumentation.js';
import { callsOf, load, type Fn } from './testing/load.js';
import { BASICS, LINKED, REENTRANT, SHAPES } from './testing/modules.js';

let instrumentation: Instrumentation;
beforeEach(() => {
  instrumentation = startInstrumentation();
});
afterEach(() => {
  instrumentation.stop();
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
