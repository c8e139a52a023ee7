import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ADD } from '../testing/add-module.js';
import type { Instrumentation, WasmReading } from './instrumentation.js';
import { startInstrumentation } from './start-instrumentation.js';
import { callsOf, load, type Fn } from './testing/load.js';
import { BASICS } from './testing/modules.js';

let instrumentation: Instrumentation;
beforeEach(() => {
  instrumentation = startInstrumentation();
});
afterEach(() => {
  instrumentation.stop();
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
