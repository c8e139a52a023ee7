//! The allocator contract of wasm-vitals for Rust, with or without wasm-bindgen.
//!
//! Copy this file into your crate, add `mod wasm_vitals_allocator;` to `lib.rs`, and build as before. It counts around
//! the system allocator; name your own in `INNER` where you have another. Sees everything that goes through Rust's
//! global allocator; C code linked in allocates past it. Counters wrap at 4 GiB, as the contract has 32 bits for each.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

const INNER: System = System;

/// Five little-endian words; the last one is an f32. A negative ratio means "not known": the system allocator does not
/// tell how its free space lies.
#[repr(C)]
struct Stats {
    total_allocated: AtomicU32,
    total_deallocated: AtomicU32,
    current_allocations: AtomicU32,
    peak_memory_usage: AtomicU32,
    fragmentation_ratio: AtomicU32,
}

static STATS: Stats = Stats {
    total_allocated: AtomicU32::new(0),
    total_deallocated: AtomicU32::new(0),
    current_allocations: AtomicU32::new(0),
    peak_memory_usage: AtomicU32::new(0),
    fragmentation_ratio: AtomicU32::new(0xbf80_0000), // -1.0
};

struct Counting;

#[global_allocator]
static GLOBAL: Counting = Counting;

fn live() -> u32 {
    STATS
        .total_allocated
        .load(Relaxed)
        .wrapping_sub(STATS.total_deallocated.load(Relaxed))
}

fn note_allocation(size: usize) {
    STATS.total_allocated.fetch_add(size as u32, Relaxed);
    STATS.current_allocations.fetch_add(1, Relaxed);
    STATS.peak_memory_usage.fetch_max(live(), Relaxed);
}

fn note_release(size: usize) {
    STATS.total_deallocated.fetch_add(size as u32, Relaxed);
    STATS.current_allocations.fetch_sub(1, Relaxed);
}

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let pointer = INNER.alloc(layout);
        if !pointer.is_null() {
            note_allocation(layout.size());
        }
        pointer
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        note_release(layout.size());
        INNER.dealloc(pointer, layout)
    }

    // without this, every realloc would be an allocation, a copy and a release
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let moved = INNER.realloc(pointer, layout, size);
        if !moved.is_null() {
            note_release(layout.size());
            note_allocation(size);
        }
        moved
    }
}

#[no_mangle]
pub extern "C" fn get_heap_size() -> u32 {
    live()
}

#[no_mangle]
pub extern "C" fn get_allocator_stats() -> *const u8 {
    &STATS as *const Stats as *const u8
}
