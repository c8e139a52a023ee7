import type { Bytes } from '@wasm-vitals/protocol';

type Measure = () => Promise<{ readonly bytes: Bytes }>;

/**
 * `performance.measureUserAgentSpecificMemory()` where the page is cross-origin isolated, or undefined. Its answer waits
 * for a garbage collection, 5 to 20 s, and leaves linear memory out.
 */
export function createPageMemoryReader(): (() => Promise<Bytes>) | undefined {
  const source = performance as Performance & { readonly measureUserAgentSpecificMemory?: Measure };
  const measure = source.measureUserAgentSpecificMemory;
  if (typeof measure !== 'function' || !globalThis.crossOriginIsolated) return undefined;
  return () => measure.call(performance).then((answer) => answer.bytes);
}
