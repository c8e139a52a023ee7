import type { AllocatorStats, Bytes } from '@wasm-vitals/protocol';

/**
 * How live bytes are read from a module's allocator. One adapter a toolchain; the first that recognises a module's
 * exports is used. Views over linear memory are made anew at each read: growth detaches the old buffer.
 */
export interface AllocatorAdapter {
  /** `abi`, `emscripten`, … It stands in snapshots as the source of the reading. */
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
  /**
   * Reading walks over the heap: it is done the more rarely the longer it takes, and never again after a trap, which may
   * have left the heap torn.
   */
  readonly walks?: boolean;
  /** For allocators that are read by looking at the host's calls: what is called in the place of an export. */
  observe?(name: string): ObserveCall | undefined;
}

export type ObserveCall = (call: (...args: unknown[]) => unknown) => (...args: unknown[]) => unknown;

export interface AllocatorReading {
  readonly heapSize?: Bytes;
  /** Live bytes are at most this, where they can't be read. */
  readonly heapAtMost?: Bytes;
  readonly stats?: AllocatorStats;
}
