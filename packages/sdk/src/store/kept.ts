import type { Channel } from './channel.js';

/** A channel that remembers the newest: a listener that comes late is told it at once. */
export interface Kept<T> {
  readonly newest: T | undefined;
  set(value: T): void;
  subscribe(listener: (value: T) => void): () => void;
}

export function createKept<T>(channel: Channel<T>): Kept<T> {
  let newest: T | undefined;
  return {
    get newest() {
      return newest;
    },
    set(value) {
      newest = value;
      channel.emit(value);
    },
    subscribe(listener) {
      const off = channel.subscribe(listener);
      if (newest !== undefined) listener(newest);
      return off;
    },
  };
}
