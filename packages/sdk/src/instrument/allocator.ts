import type { AllocatorStats, Bytes } from '@wasm-vitals/protocol';

/**
 * How live bytes are read from a module's allocator. One adapter a toolchain; the first that recognises a module's
 * exports is used. Views over linear memory are made anew at each read: growth detaches the old buffer.
 */
export interface AllocatorAdapter {
  /** `abi`, `emscripten`, … for people. */
  readonly name: string;
  /** A reader, where this adapter knows the module; undefined where it doesn't. Calls nothing of the module. */
  recognise(
    exports: WebAssembly.Exports,
    memory: WebAssembly.Memory | undefined,
  ): AllocatorReader | undefined;
}

export interface AllocatorReader {
  /** Reads now; undefined where the module can't tell (it trapped, memory is gone). Never throws. Costs microseconds. */
  read(): AllocatorReading | undefined;
}

export interface AllocatorReading {
  readonly heapSize?: Bytes;
  readonly stats?: AllocatorStats;
}
