/** The last `capacity` readings, kept sorted, so that any quantile is one look-up. Memory is constant. */
export interface SortedWindow {
  push(value: number): void;
  clear(): void;
  readonly size: number;
  /** The `q`-quantile (0 to 1) by interpolation; NaN while empty. */
  quantile(q: number): number;
  /** How many readings are at least `value`. */
  countFrom(value: number): number;
  /** Mean of the readings above the `q`-quantile; NaN while empty. */
  meanFrom(q: number): number;
}

/** First index in `sorted[0, size)` whose value is ≥ `value`. */
function lowerBound(sorted: Float64Array, size: number, value: number): number {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Makes an empty window. A push costs one binary search and one short move of memory. */
export function createSortedWindow(capacity: number): SortedWindow {
  const arrivals = new Float64Array(capacity);
  const sorted = new Float64Array(capacity);
  let size = 0;
  let next = 0;

  /** Makes room for `value` where the oldest reading was, and moves only what lies between the two. */
  function replaceOldest(value: number): void {
    const from = lowerBound(sorted, size, arrivals[next] ?? 0);
    let to = lowerBound(sorted, size, value);
    if (to > from) sorted.copyWithin(from, from + 1, to--);
    else sorted.copyWithin(to + 1, to, from);
    sorted[to] = value;
  }

  function insert(value: number): void {
    const index = lowerBound(sorted, size, value);
    sorted.copyWithin(index + 1, index, size++);
    sorted[index] = value;
  }

  return {
    get size() {
      return size;
    },
    push(value) {
      if (size === capacity) replaceOldest(value);
      else insert(value);
      arrivals[next] = value;
      next = next + 1 === capacity ? 0 : next + 1;
    },
    clear() {
      size = 0;
      next = 0;
    },
    countFrom: (value) => size - lowerBound(sorted, size, value),
    meanFrom(q) {
      const first = Math.min(size - 1, Math.floor(q * (size - 1)) + 1);
      let sum = 0;
      for (let i = first; i < size; i++) sum += sorted[i] ?? 0;
      return sum / (size - first);
    },
    quantile(q) {
      if (size === 0) return NaN;
      const position = q * (size - 1);
      const index = Math.floor(position);
      const here = sorted[index] ?? 0;
      const above = sorted[Math.min(size - 1, index + 1)] ?? here;
      return here + (above - here) * (position - index);
    },
  };
}
