import { afterEach, describe, expect, it } from 'vitest';
import type { Instrumentation } from '../instrumentation.js';
import { startInstrumentation, type InstrumentationOptions } from '../start-instrumentation.js';
import { buildModule, leb, op, type FunctionSpec } from '../testing/build-module.js';

type Fn = (...args: number[]) => number;

let instrumentation: Instrumentation;
afterEach(() => instrumentation.stop());

const get = (index: number): number[] => [op.localGet, index];
/** A function that answers with its argument: a test says which address an allocation gives. */
const echo = (name: string, params: number, result = 0): FunctionSpec => ({
  ...{ name, results: ['i32'], code: get(result) },
  params: Array.from({ length: params }, () => 'i32' as const),
});
const nothing = (name: string, params: number): FunctionSpec => ({
  ...{ name, code: [] },
  params: Array.from({ length: params }, () => 'i32' as const),
});

function load(functions: FunctionSpec[], options: InstrumentationOptions): Record<string, Fn> {
  instrumentation = startInstrumentation(options);
  const bytes = buildModule({ functions, memory: { initial: 2, name: 'memory' } });
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as Record<string, Fn>;
}

describe('live bytes from the host’s calls', () => {
  // `malloc(size)` answers with the size, so that the address is known
  const C = [echo('malloc', 1), nothing('free', 1), echo('realloc', 2, 1), echo('calloc', 2, 1)];
  const all: InstrumentationOptions = { allocatorCalls: true };

  it('follows malloc, calloc, realloc and free', () => {
    const { malloc, free, realloc, calloc } = load(C, all);
    expect(malloc?.(100)).toBe(100);
    expect(calloc?.(3, 40)).toBe(40);
    free?.(100);
    expect(realloc?.(40, 300)).toBe(300);
    const { heapSize, allocatorStats, allocatorSource, modules } = instrumentation.take();
    expect({ heapSize, allocatorSource }).toEqual({ heapSize: 300, allocatorSource: 'host-calls' });
    expect(allocatorStats).toEqual({
      totalAllocated: 520,
      totalDeallocated: 220,
      currentAllocations: 1,
      peakMemoryUsage: 300,
    });
    expect(modules[0]?.memories).toMatchObject([{ live: 300, allocator: 'host-calls' }]);
    expect(instrumentation.takeTick().live).toBe(300);
  });

  it('takes an address that is given out again for one that the module released', () => {
    const { malloc, free } = load(C, all);
    for (let i = 0; i < 10; i++) malloc?.(64);
    free?.(4_096); // not one of the host's
    expect(instrumentation.take()).toMatchObject({
      heapSize: 64,
      allocatorStats: { totalAllocated: 640, totalDeallocated: 576, currentAllocations: 1 },
    });
  });

  it('knows wasm-bindgen’s names, and C’s with an underscore', () => {
    const bindgen = load(
      [echo('__wbindgen_malloc', 2), nothing('__wbindgen_free', 3), echo('__wbindgen_realloc', 4, 2)],
      all,
    );
    bindgen['__wbindgen_malloc']?.(16, 1);
    bindgen['__wbindgen_realloc']?.(16, 16, 48, 1);
    expect(instrumentation.take().heapSize).toBe(48);
    bindgen['__wbindgen_free']?.(48, 48, 1);
    expect(instrumentation.take().heapSize).toBe(0);
    instrumentation.stop();
    const underscored = load([echo('_malloc', 1), nothing('_free', 1)], all);
    underscored['_malloc']?.(8);
    expect(instrumentation.take().heapSize).toBe(8);
  });

  it('tells nothing rather than something wrong beyond 50,000 blocks', () => {
    const { malloc } = load(C, all);
    for (let i = 1; i <= 50_001; i++) malloc?.(i * 8);
    expect(instrumentation.take()).not.toHaveProperty('heapSize');
  });

  it('is off by default, and second to what tells more', () => {
    const { malloc } = load(C, {});
    malloc?.(100);
    expect(instrumentation.take()).not.toHaveProperty('heapSize');
    instrumentation.stop();
    const heap: FunctionSpec = { name: 'get_heap_size', results: ['i32'], code: [op.i32Const, ...leb(33)] };
    load([...C, heap], all)['malloc']?.(100);
    expect(instrumentation.take()).toMatchObject({ heapSize: 33, allocatorSource: 'abi' });
  });

  it('needs a function that allocates and one that releases', () => {
    const { __new: allocate } = load([echo('__new', 2), echo('alloc', 1)], all);
    allocate?.(32, 1);
    expect(instrumentation.take()).not.toHaveProperty('heapSize');
  });
});

describe('the program break', () => {
  it('bounds live bytes, and is no reading of them', () => {
    const { set } = load(
      [
        { name: 'emscripten_get_sbrk_ptr', results: ['i32'], code: [op.i32Const, ...leb(16)] },
        { name: 'set', params: ['i32'], code: [op.i32Const, ...leb(16), ...get(0), 0x36, 2, 0] },
      ],
      {},
    );
    expect(instrumentation.take().modules[0]?.memories[0]).not.toHaveProperty('liveAtMost');
    set?.(70_000);
    const reading = instrumentation.take();
    expect(reading.modules[0]?.memories).toMatchObject([{ liveAtMost: 70_000, allocator: 'sbrk' }]);
    expect(reading).not.toHaveProperty('heapSize');
    expect(reading).not.toHaveProperty('allocatorSource');
  });
});
