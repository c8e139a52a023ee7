import type { Bytes } from '@wasm-vitals/protocol';

export interface JsHeap {
  readonly used: Bytes;
  readonly limit: Bytes;
}

interface LegacyMemory {
  readonly usedJSHeapSize: number;
  readonly jsHeapSizeLimit: number;
}

/** A reader of `performance.memory` (Chromium; 8 to 50 µs a read), or undefined. Linear memory is not in it. */
export function createJsHeapReader(): (() => JsHeap) | undefined {
  const source = performance as Performance & { readonly memory?: LegacyMemory };
  if (source.memory === undefined) return undefined;
  return () => {
    const memory = source.memory;
    return { used: memory?.usedJSHeapSize ?? 0, limit: memory?.jsHeapSizeLimit ?? 0 };
  };
}
