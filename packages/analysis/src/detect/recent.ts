/** The last `capacity` readings in order of arrival, with quantiles over the newest `n`. */
export interface Recent {
  push(value: number): void;
  clear(): void;
  readonly size: number;
  /** The reading that the next push may drop; NaN while empty. */
  oldest(): number;
  /** The reading of `age` pushes ago, 0 for the newest; NaN where there is none. */
  at(age: number): number;
  /** Sum of all that is kept. */
  sum(): number;
  /** The `q`-quantile of the newest `n` readings (nearest rank, `n` ≤ size). */
  quantile(q: number, n: number): number;
}

export function createRecent(capacity: number): Recent {
  const ring = new Float64Array(capacity);
  const scratch = new Float64Array(capacity);
  let next = 0;
  let size = 0;

  // Insertion sort: for a few dozen numbers it beats the built-in sort, and makes no garbage.
  function sortNewest(n: number): void {
    for (let i = 0; i < n; i++) {
      const value = ring[(next - 1 - i + capacity) % capacity] ?? 0;
      let j = i;
      while (j > 0 && (scratch[j - 1] ?? 0) > value) {
        scratch[j] = scratch[j - 1] ?? 0;
        j--;
      }
      scratch[j] = value;
    }
  }

  return {
    get size() {
      return size;
    },
    push(value) {
      ring[next] = value;
      next = next + 1 === capacity ? 0 : next + 1;
      if (size < capacity) size++;
    },
    clear() {
      size = 0;
      next = 0;
    },
    at: (age) => (age < size ? (ring[(next - 1 - age + 2 * capacity) % capacity] ?? NaN) : NaN),
    oldest: () => (size === 0 ? NaN : (ring[(next - size + capacity) % capacity] ?? NaN)),
    sum() {
      let sum = 0;
      for (let i = 0; i < size; i++) sum += ring[(next - 1 - i + capacity) % capacity] ?? 0;
      return sum;
    },
    quantile(q, n) {
      sortNewest(n);
      return scratch[Math.min(n - 1, Math.floor(q * n))] ?? NaN;
    },
  };
}
