/*
 * The allocator contract of wasm-vitals for C and C++ with wasi-libc (or any libc that has malloc_usable_size).
 * Copy this file into your project, compile it with the rest, and link with
 *
 *   -Wl,--wrap=malloc,--wrap=free,--wrap=calloc,--wrap=realloc
 *   -Wl,--export=get_heap_size,--export=get_allocator_stats
 *
 * Sees every allocation of code linked with those flags. Does not see memory taken by sbrk or memory.grow directly,
 * nor by aligned_alloc and posix_memalign. Counters wrap at 4 GiB, as the contract has 32 bits for each.
 * Not thread-safe: for shared memory make the counters _Atomic.
 */
#include <stddef.h>
#include <stdint.h>

extern void *__real_malloc(size_t size);
extern void *__real_calloc(size_t count, size_t size);
extern void *__real_realloc(void *pointer, size_t size);
extern void __real_free(void *pointer);
extern size_t malloc_usable_size(void *pointer);

static struct {
  uint32_t total_allocated;
  uint32_t total_deallocated;
  uint32_t current_allocations;
  uint32_t peak_memory_usage;
  float fragmentation_ratio;
} stats = {0, 0, 0, 0, -1.0f}; /* negative: not known; dlmalloc does not tell */

static void note_allocation(void *pointer) {
  if (!pointer) return;
  stats.total_allocated += malloc_usable_size(pointer);
  stats.current_allocations += 1;
  uint32_t live = stats.total_allocated - stats.total_deallocated;
  if (live > stats.peak_memory_usage) stats.peak_memory_usage = live;
}

static void note_release(size_t size) {
  stats.total_deallocated += size;
  stats.current_allocations -= 1;
}

void *__wrap_malloc(size_t size) {
  void *pointer = __real_malloc(size);
  note_allocation(pointer);
  return pointer;
}

void *__wrap_calloc(size_t count, size_t size) {
  void *pointer = __real_calloc(count, size);
  note_allocation(pointer);
  return pointer;
}

void *__wrap_realloc(void *old, size_t size) {
  size_t before = old ? malloc_usable_size(old) : 0;
  void *pointer = __real_realloc(old, size);
  if (!pointer && size != 0) return pointer; /* failed: the old block is still there */
  if (old) note_release(before);
  note_allocation(pointer);
  return pointer;
}

void __wrap_free(void *pointer) {
  if (pointer) note_release(malloc_usable_size(pointer));
  __real_free(pointer);
}

uint32_t get_heap_size(void) { return stats.total_allocated - stats.total_deallocated; }

void *get_allocator_stats(void) { return &stats; }
