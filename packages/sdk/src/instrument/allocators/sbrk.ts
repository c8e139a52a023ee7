import type { AllocatorAdapter } from '../allocator.js';
import { exportedFunction, toUnsigned } from './addresses.js';

type GetPointer = () => number | bigint;
type Sbrk = (increment: number) => number | bigint;

/**
 * The program break of Emscripten and wasi-libc, where a module exports `emscripten_get_sbrk_ptr` or `sbrk`: everything
 * below it was handed out by the system at some time, static data and stack among it. Live bytes are at most that; it is
 * no reading of them, as it only rises.
 */
export const sbrkAllocator: AllocatorAdapter = {
  name: 'sbrk',
  recognise(exports, memory) {
    const pointer = exportedFunction(exports, 'emscripten_get_sbrk_ptr') as GetPointer | undefined;
    const sbrk = exportedFunction(exports, 'sbrk') as Sbrk | undefined;
    if (!memory || (!pointer && !sbrk)) return undefined;
    return {
      read() {
        try {
          const top = pointer ? wordAt(memory, pointer()) : toUnsigned(sbrk?.(0) ?? 0);
          // before the runtime has started the word is 0
          return top > 0 && top <= memory.buffer.byteLength ? { heapAtMost: top } : undefined;
        } catch {
          return undefined;
        }
      },
    };
  },
};

/** A word is as wide as an address: 64-bit memories have addresses that are BigInts. */
function wordAt(memory: WebAssembly.Memory, address: number | bigint): number {
  const view = new DataView(memory.buffer);
  const at = toUnsigned(address);
  return typeof address === 'bigint' ? Number(view.getBigUint64(at, true)) : view.getUint32(at, true);
}
