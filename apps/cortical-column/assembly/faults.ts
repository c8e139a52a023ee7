// Faults that must happen inside linear memory to be real. Each can be taken back.
import { allocate, get_heap_size, release } from './allocator';
import { below, seedStream } from './random';

/** A leak stops here (448 MiB live), so that the demo survives what it shows; the declared maximum is 512 MiB. */
const LEAK_LIMIT: u32 = 448 << 20;

let leaked: usize = 0; // newest leaked block; each begins with a pointer to the one before
let leakedBytes: u32 = 0;

/** Allocates `bytes`, writes to all of them and forgets them. Returns the bytes leaked so far. */
export function leak(bytes: u32): u32 {
  if (get_heap_size() + bytes > LEAK_LIMIT || bytes < 16) return leakedBytes;
  const block = allocate(bytes);
  memory.fill(block, 0xa5, bytes);
  store<usize>(block, leaked);
  leaked = block;
  leakedBytes += bytes;
  return leakedBytes;
}

export function releaseLeak(): void {
  while (leaked) {
    const before = load<usize>(leaked);
    release(leaked);
    leaked = before;
  }
  leakedBytes = 0;
}

// Churn keeps a pool of blocks of mixed sizes and replaces one at random in each round.
const POOL: u32 = 1024;
const SMALLEST: u32 = 64;
const LARGEST: u32 = 16384;
const STREAM_CHURN: u32 = 2000;
let pool: usize = 0;

/** Replaces `rounds` blocks. Returns the blocks held. */
export function churn(rounds: i32): i32 {
  if (!pool) {
    pool = allocate((<usize>POOL) << 2);
    seedStream(1, STREAM_CHURN);
  }
  for (; rounds > 0; rounds--) {
    const slot = pool + ((<usize>below(POOL)) << 2);
    release(load<usize>(slot));
    store<usize>(slot, allocate(SMALLEST + below(LARGEST - SMALLEST)));
  }
  let held = 0;
  for (let k: usize = 0; k < POOL; k++) if (load<usize>(pool + (k << 2))) held++;
  return held;
}

export function releaseChurn(): void {
  if (!pool) return;
  for (let k: usize = 0; k < POOL; k++) release(load<usize>(pool + (k << 2)));
  release(pool);
  pool = 0;
}
