import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Instrumentation } from '../instrumentation.js';
import { COUNT_ONLY } from '../meter/sampling.js';
import { startInstrumentation } from '../start-instrumentation.js';
import { GROWING } from '../testing/modules.js';

type Fn = (...args: unknown[]) => number;
type Exports = Record<'allocate' | 'inside' | 'idle' | 'outer', Fn> & { readonly memory: WebAssembly.Memory };

let instrumentation: Instrumentation;
beforeEach(() => void (instrumentation = startInstrumentation()));
afterEach(() => instrumentation.stop());

/** A host as Emscripten writes it: the import asks another function, and that one the memory. */
function load(): Exports {
  const memoryOf = (): WebAssembly.Memory => exports.memory;
  function growMemory(size: number): number {
    memoryOf().grow(size);
    return 1;
  }
  function _emscripten_resize_heap(size: number): number {
    return growMemory(size);
  }
  const imports = { env: { emscripten_resize_heap: _emscripten_resize_heap } };
  const exports = new WebAssembly.Instance(new WebAssembly.Module(GROWING), imports)
    .exports as unknown as Exports;
  return exports;
}

/** Calls until calls of it are no longer all timed. */
function thinOut(fn: Fn): void {
  for (let i = 0; i < 20_000; i++) fn();
  instrumentation.take();
}

describe('growth that WebAssembly asks the host for', () => {
  it('names the import, the export that ran and the time, though the call was not timed', () => {
    const { allocate } = load();
    instrumentation.setLevel(COUNT_ONLY); // no call is timed
    allocate(0); // the one that was to be timed when the level came
    allocate(2);
    const { growth } = instrumentation.take();
    expect(growth).toMatchObject([
      { pagesBefore: 1, pagesAfter: 3, during: 'allocate', host: '_emscripten_resize_heap' },
    ]);
    expect(growth[0]?.duration).toBeGreaterThanOrEqual(0);
  });

  it('names the export that asked, not one around it', () => {
    const exports = load();
    const around = instrumentation.measureFunction('around', () => exports.allocate(1));
    around();
    expect(instrumentation.take().growth).toMatchObject([{ during: 'allocate' }]);
  });

  it('names the host’s own function where no WebAssembly asked', () => {
    const { memory } = load();
    function reserve(): void {
      memory.grow(1);
    }
    reserve();
    const { growth } = instrumentation.take();
    expect(growth).toMatchObject([{ host: 'reserve' }]);
    expect(growth[0]).not.toHaveProperty('during');
  });

  it('is no event where nothing grew', () => {
    const { memory } = load();
    memory.grow(0);
    expect(() => memory.grow(1_000)).toThrow(RangeError);
    expect(instrumentation.take().growth).toEqual([]);
  });
});

describe('growth inside WebAssembly', () => {
  it('is not blamed on the next timed call', () => {
    const { inside, idle } = load();
    thinOut(idle);
    instrumentation.setLevel(COUNT_ONLY);
    for (let i = 0; i < 2; i++) inside(); // the second one is not timed
    instrumentation.take();
    inside();
    instrumentation.setLevel(0); // the next call of each is timed
    idle();
    const { growth } = instrumentation.take();
    expect(growth).toMatchObject([{ pagesBefore: 3, pagesAfter: 4 }]);
    expect(growth[0]).not.toHaveProperty('during');
  });

  it('has an event of its own where the host grows the memory next', () => {
    const { inside, memory } = load();
    instrumentation.setLevel(COUNT_ONLY);
    inside();
    inside();
    memory.grow(3);
    const { growth } = instrumentation.take();
    expect(growth.map(({ pagesBefore, pagesAfter }) => [pagesBefore, pagesAfter]).at(-1)).toEqual([3, 6]);
    expect(growth.at(-1)?.duration).toBeGreaterThanOrEqual(0);
  });
});
