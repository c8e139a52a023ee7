import type { Guard } from '../browser/guard.js';

/** Tells listeners of the host. One that throws is counted as a fault and keeps the others from nothing. */
export interface Channel<T> {
  /** Returns the way to stop listening. */
  subscribe(listener: (message: T) => void): () => void;
  emit(message: T): void;
  clear(): void;
}

export function createChannel<T>(guard: Guard): Channel<T> {
  const listeners = new Set<(message: T) => void>();
  return {
    subscribe(listener) {
      const guarded = guard.wrap('host', listener);
      listeners.add(guarded);
      return () => listeners.delete(guarded);
    },
    emit(message) {
      for (const listener of [...listeners]) listener(message);
    },
    clear: () => listeners.clear(),
  };
}
