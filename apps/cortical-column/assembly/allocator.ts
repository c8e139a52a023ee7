// The only way to memory in this module: TLSF's blocks, counted. Sizes are those of the blocks that TLSF really handed
// out (rounded up to its 16-byte grid), not those that were asked for.
import { ROOT } from 'rt/tlsf';
import { AL_MASK, BLOCK_OVERHEAD } from 'rt/common';

// TLSF marks a block in the low bits of its header: free, and "left neighbour is free".
const FREE: usize = 1;
const TAGS: usize = 3;

// Size of TLSF's root structure: second-level maps, 23 × 16 list heads, tail. The first block begins behind it; a test
// walks the heap and finds it complete, so a change of this layout in a later AssemblyScript can't pass unseen.
const ROOT_SIZE: usize = 1572;

// u32 totalAllocated, totalDeallocated, currentAllocations, peakMemoryUsage; f32 fragmentationRatio
const STATS: usize = memory.data(20, 4);

// The totals are u32 by contract and wrap after 4 GiB; `live` is counted apart, so a wrap never spoils it.
let totalAllocated: u32 = 0;
let totalDeallocated: u32 = 0;
let currentAllocations: u32 = 0;
let live: u32 = 0;
let peak: u32 = 0;

function blockSize(ptr: usize): usize {
  return load<usize>(ptr - BLOCK_OVERHEAD) & ~TAGS;
}

/** Hands out at least `size` zeroed bytes, aligned to 16. Traps where linear memory can't grow any more. */
export function allocate(size: usize): usize {
  const ptr = __alloc(size);
  const bytes = <u32>blockSize(ptr);
  totalAllocated += bytes;
  live += bytes;
  currentAllocations++;
  if (live > peak) peak = live;
  memory.fill(ptr, 0, size);
  return ptr;
}

/** Takes a block back. A null pointer is allowed and does nothing. */
export function release(ptr: usize): void {
  if (!ptr) return;
  const bytes = <u32>blockSize(ptr);
  totalDeallocated += bytes;
  live -= bytes;
  currentAllocations--;
  __free(ptr);
}

/** Bytes in use now. */
export function get_heap_size(): u32 {
  return live;
}

/** The allocator contract's 20-byte record, written anew at each call. */
export function get_allocator_stats(): usize {
  store<u32>(STATS, totalAllocated, 0);
  store<u32>(STATS, totalDeallocated, 4);
  store<u32>(STATS, currentAllocations, 8);
  store<u32>(STATS, peak, 12);
  store<f32>(STATS, fragmentation(), 16);
  return STATS;
}

function firstBlock(): usize {
  return ((changetype<usize>(ROOT) + ROOT_SIZE + BLOCK_OVERHEAD + AL_MASK) & ~AL_MASK) - BLOCK_OVERHEAD;
}

/** Share of the free space that is not in its largest block, by a walk over all blocks (about 3 ns each). */
function fragmentation(): f32 {
  if (!changetype<usize>(ROOT)) return 0;
  let free: usize = 0;
  let largest: usize = 0;
  let block = firstBlock();
  for (;;) {
    const info = load<usize>(block);
    const size = info & ~TAGS;
    if (!size) break; // the tail: a used block of no length
    if (info & FREE) {
      free += size;
      if (size > largest) largest = size;
    }
    block += BLOCK_OVERHEAD + size;
  }
  return free ? <f32>(1.0 - <f64>largest / <f64>free) : 0;
}

/** For tests: bytes in used blocks by a walk over the heap, or -1 where the walk does not end at the end of memory. */
export function walk_heap(): i32 {
  if (!changetype<usize>(ROOT)) return 0;
  let used: usize = 0;
  let block = firstBlock();
  const end = (<usize>memory.size()) << 16;
  while (block + BLOCK_OVERHEAD < end) {
    const info = load<usize>(block);
    const size = info & ~TAGS;
    if (!size) return -1;
    if (!(info & FREE)) used += size;
    block += BLOCK_OVERHEAD + size;
  }
  return block + BLOCK_OVERHEAD == end ? <i32>used : -1;
}
