import type { AllocatorAdapter, AllocatorReading } from '../allocator.js';

/** Layout behind `get_allocator_stats()`: five little-endian words of 4 bytes (docs: allocator contract). */
const WORD = { allocated: 0, deallocated: 4, current: 8, peak: 12, fragmentation: 16 } as const;
const BYTES = 20;

type Reader = () => number;

/** The contract of wasm-vitals: `get_heap_size() -> u32` and `get_allocator_stats() -> ptr`. Either alone is fine. */
export const abiAllocator: AllocatorAdapter = {
  name: 'abi',
  recognise(exports, memory) {
    const heapSize = numberReader(exports['get_heap_size']);
    const stats = numberReader(exports['get_allocator_stats']);
    if (!heapSize && !stats) return undefined;
    return {
      read(): AllocatorReading | undefined {
        try {
          const size = heapSize && heapSize() >>> 0;
          const read = stats && memory ? readStats(memory, stats() >>> 0) : undefined;
          return {
            ...(size === undefined ? {} : { heapSize: size }),
            ...(read ? { stats: read } : {}),
          };
        } catch {
          return undefined; // the module trapped: its own error has been noted where the host called it
        }
      },
    };
  },
};

function numberReader(value: unknown): Reader | undefined {
  return typeof value === 'function' && value.length === 0 ? (value as Reader) : undefined;
}

/** The view is made after the call: the call may have grown the memory, which detaches older views. */
function readStats(memory: WebAssembly.Memory, pointer: number): AllocatorReading['stats'] {
  if (pointer === 0 || pointer + BYTES > memory.buffer.byteLength) return undefined;
  const view = new DataView(memory.buffer, pointer, BYTES);
  const ratio = view.getFloat32(WORD.fragmentation, true);
  return {
    totalAllocated: view.getUint32(WORD.allocated, true),
    totalDeallocated: view.getUint32(WORD.deallocated, true),
    currentAllocations: view.getUint32(WORD.current, true),
    peakMemoryUsage: view.getUint32(WORD.peak, true),
    ...(ratio >= 0 && ratio <= 1 ? { fragmentationRatio: ratio } : {}),
  };
}
