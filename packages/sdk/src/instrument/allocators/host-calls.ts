import type { AllocatorAdapter, AllocatorReading, ObserveCall } from '../allocator.js';
import { exportedFunction, toUnsigned } from './addresses.js';

type Word = number | bigint;

/** What a call of one of these functions does to the blocks. */
type Effect = (blocks: Blocks, args: readonly Word[], result: Word) => void;

const allocates =
  (size: number): Effect =>
  (blocks, args, result) =>
    blocks.add(result, toUnsigned(args[size] ?? 0));
const releases: Effect = (blocks, [address = 0]) => blocks.remove(address);
const resizes =
  (size: number): Effect =>
  (blocks, args, result) => {
    const bytes = toUnsigned(args[size] ?? 0);
    if (result || bytes === 0) blocks.remove(args[0] ?? 0); // one that fails leaves the old block as it was
    blocks.add(result, bytes);
  };

/** Families of names: one is taken where both its first two are exported, which allocate and release. */
const FAMILIES: readonly (readonly (readonly [name: string, effect: Effect])[])[] = [
  [
    ['malloc', allocates(0)],
    ['free', releases],
    ['realloc', resizes(1)],
    [
      'calloc',
      (blocks, [count = 0, size = 0], result) => blocks.add(result, toUnsigned(count) * toUnsigned(size)),
    ],
    ['aligned_alloc', allocates(1)],
    ['memalign', allocates(1)],
  ],
  [
    ['__wbindgen_malloc', allocates(0)],
    ['__wbindgen_free', releases],
    ['__wbindgen_realloc', resizes(2)],
  ],
  [
    ['alloc', allocates(0)],
    ['dealloc', releases],
  ],
  [
    ['allocate', allocates(0)],
    ['deallocate', releases],
  ],
];

/** Blocks of the host that are followed: some megabytes. Beyond them nothing is told, rather than something wrong. */
const MOST_BLOCKS = 50_000;

/**
 * Live bytes from the host's own calls of `malloc`, `free` and their like, for modules that export nothing better. It sees
 * no allocation that the module makes by itself, and no release of what the host handed over (wasm-bindgen's strings),
 * until the address is given out again. AssemblyScript's `__new` is not among the names: its collector frees silently.
 */
export const hostCallsAllocator: AllocatorAdapter = {
  name: 'host-calls',
  recognise(exports) {
    const found = FAMILIES.filter((family) =>
      family.slice(0, 2).every(([name]) => exportedFunction(exports, name) !== undefined),
    );
    if (found.length === 0) return undefined;
    const effects = new Map(found.flat());
    const blocks = createBlocks();
    return {
      read: blocks.read,
      observe(name) {
        const effect = effects.get(name) ?? effects.get(name.replace(/^_/, ''));
        return effect && ((call) => watch(call, (args, result) => effect(blocks, args, result)));
      },
    };
  },
};

/** Arguments that a function does not have are ignored, and missing ones are 0: four stand for any of these functions. */
function watch(
  call: (...args: unknown[]) => unknown,
  note: (args: readonly Word[], result: Word) => void,
): ReturnType<ObserveCall> {
  return (...args) => {
    const result = call(...args);
    note(args as Word[], (result ?? 0) as Word);
    return result;
  };
}

interface Blocks {
  add(address: Word, bytes: number): void;
  remove(address: Word): void;
  read(): AllocatorReading | undefined;
}

function createBlocks(): Blocks {
  const sizes = new Map<number, number>();
  const total = { allocated: 0, released: 0, peak: 0 };
  let tooMany = false;

  function remove(word: Word): void {
    const address = toUnsigned(word);
    total.released += sizes.get(address) ?? 0;
    sizes.delete(address);
  }

  return {
    remove,
    add(word, bytes) {
      const address = toUnsigned(word);
      if (address === 0 || tooMany) return;
      remove(address); // given out again: so it was released meanwhile, by the module itself
      sizes.set(address, bytes);
      total.allocated += bytes;
      total.peak = Math.max(total.peak, total.allocated - total.released);
      if (sizes.size <= MOST_BLOCKS) return;
      tooMany = true;
      sizes.clear();
    },
    read() {
      if (tooMany) return undefined;
      return {
        heapSize: total.allocated - total.released,
        stats: {
          totalAllocated: total.allocated,
          totalDeallocated: total.released,
          currentAllocations: sizes.size,
          peakMemoryUsage: total.peak,
        },
      };
    },
  };
}
