import type { DurationMs } from '@wasm-vitals/protocol';

/** Calls `callback` once after `delay`. Returns the way to cancel it. */
export function setTimer(callback: () => void, delay: DurationMs): () => void {
  const timer = setTimeout(callback, delay);
  return () => clearTimeout(timer);
}
