import type { DurationMs } from '@wasm-vitals/protocol';
import type { AllocatorAdapter, AllocatorReader, AllocatorReading, ObserveCall } from '../allocator.js';

/** The allocators that live in the memories seen so far; holds none of the memories. */
export interface KnownAllocators {
  /** Looks for the allocator in these exports, where none is known of the memory yet. */
  meet(exports: WebAssembly.Exports, memory: WebAssembly.Memory): void;
  read(memory: WebAssembly.Memory, trapped: boolean): AllocatorReading | undefined;
  nameOf(memory: WebAssembly.Memory): string | undefined;
  observe(memory: WebAssembly.Memory, name: string): ObserveCall | undefined;
}

/** A reader that walks over the heap may take this share of the time. */
const WALKING_SHARE = 0.01;

interface Known {
  readonly name: string;
  readonly reader: AllocatorReader;
  /** The newest reading of one that walks, and when it may be asked again. */
  last?: AllocatorReading | undefined;
  next: DurationMs;
}

export function createKnownAllocators(
  adapters: readonly AllocatorAdapter[],
  { now, stopped }: { readonly now: () => DurationMs; readonly stopped: () => boolean },
): KnownAllocators {
  const byMemory = new WeakMap<WebAssembly.Memory, Known>();

  function walk(known: Known): AllocatorReading | undefined {
    const start = now();
    if (start < known.next) return known.last;
    known.last = known.reader.read();
    const end = now();
    known.next = end + (end - start) / WALKING_SHARE;
    return known.last;
  }

  return {
    meet(exports, memory) {
      if (byMemory.has(memory)) return;
      for (const adapter of adapters) {
        const reader = adapter.recognise(exports, memory);
        if (!reader) continue;
        byMemory.set(memory, { name: adapter.name, reader, next: -Infinity });
        return;
      }
    },
    read(memory, trapped) {
      const known = byMemory.get(memory);
      if (!known?.reader.walks) return known?.reader.read();
      return trapped ? undefined : walk(known);
    },
    nameOf: (memory) => byMemory.get(memory)?.name,
    observe(memory, name) {
      const observe = byMemory.get(memory)?.reader.observe?.(name);
      return (
        observe &&
        ((call) => {
          const observed = observe(call);
          return (...args) => (stopped() ? call(...args) : observed(...args));
        })
      );
    },
  };
}
