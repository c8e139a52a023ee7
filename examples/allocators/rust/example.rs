//! A list of blocks that the host lets grow and shrink: what the allocator example's test calls.

mod wasm_vitals_allocator;

static mut BLOCKS: Vec<Vec<u8>> = Vec::new();

#[no_mangle]
pub extern "C" fn take(size: usize) -> i32 {
    unsafe {
        BLOCKS.push(Vec::with_capacity(size));
        BLOCKS.len() as i32 - 1
    }
}

#[no_mangle]
pub extern "C" fn resize(index: usize, size: usize) -> i32 {
    unsafe {
        let block = &mut BLOCKS[index];
        block.reserve_exact(size);
        index as i32
    }
}

#[no_mangle]
pub extern "C" fn give_back(index: usize) {
    unsafe { BLOCKS[index] = Vec::new() }
}
