import type { AllocatorAdapter } from '../allocator.js';
import { exportedFunction } from './addresses.js';

/** `struct mallinfo` of dlmalloc and emmalloc: ten 32-bit words; these are the ones that both fill in. */
const ARENA = 0;
const FREE = 32;
const USED = 28;
const WORDS_BYTES = 40;

type Allocate = (bytes: number) => number;
type Release = (pointer: number) => void;
type Mallinfo = (result: number) => void;

/**
 * Emscripten's `mallinfo()`, where the module exports it (`-sEXPORTED_FUNCTIONS=_mallinfo,_malloc,_free`). It returns
 * a structure, so the caller gives room for one: the adapter asks the module's own `malloc` for 40 bytes, once. The
 * function walks over all blocks of the heap, so it is asked the more rarely the longer it takes.
 */
export const emscriptenAllocator: AllocatorAdapter = {
  name: 'emscripten',
  recognise(exports, memory) {
    const mallinfo = exportedFunction(exports, 'mallinfo') as Mallinfo | undefined;
    const malloc = exportedFunction(exports, 'malloc') as Allocate | undefined;
    const free = exportedFunction(exports, 'free') as Release | undefined;
    if (!mallinfo || !malloc || !free || !memory) return undefined;
    let room = 0;
    return {
      walks: true,
      read() {
        try {
          room ||= malloc(WORDS_BYTES) >>> 0;
          if (room === 0) return undefined;
          mallinfo(room);
          const view = new DataView(memory.buffer, room, WORDS_BYTES);
          const used = view.getUint32(USED, true);
          return used > 0 || view.getUint32(ARENA, true) > 0 || view.getUint32(FREE, true) > 0
            ? { heapSize: used }
            : undefined;
        } catch {
          return undefined;
        }
      },
    };
  },
};
