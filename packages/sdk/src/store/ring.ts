/** The newest items, in order of time. */
export interface Ring<T> {
  push(item: T): void;
  /** Oldest first. The array is not changed after it was handed out; the next push makes another. */
  items(): readonly T[];
  readonly newest: T | undefined;
  /** Forgets all but the newest `count`. */
  trim(count: number): void;
}

/** Keeps at most `capacity` items; the oldest goes first. A push costs the same however many are kept. */
export function createRing<T>(capacity: number): Ring<T> {
  let slots: T[] = [];
  let next = 0; // where the next item goes, once all slots are in use
  let handedOut: readonly T[] | undefined;

  const inOrder = (): T[] => [...slots.slice(next), ...slots.slice(0, next)];

  return {
    push(item) {
      handedOut = undefined;
      if (slots.length < capacity) slots.push(item);
      else {
        slots[next] = item;
        next = (next + 1) % capacity;
      }
    },
    items() {
      handedOut ??= inOrder();
      return handedOut;
    },
    get newest() {
      return slots.length < capacity ? slots.at(-1) : slots[(next + capacity - 1) % capacity];
    },
    trim(count) {
      if (count >= slots.length) return;
      slots = count > 0 ? inOrder().slice(-count) : [];
      next = 0;
      handedOut = undefined;
    },
  };
}
