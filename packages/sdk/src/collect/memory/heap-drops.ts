import type { Bytes, DurationMs } from '@wasm-vitals/protocol';
import type { JsHeap } from '../../browser/js-heap.js';

export interface HeapDrop {
  readonly bytes: Bytes;
  readonly within: DurationMs;
}

/** Reads the JS heap for others, and remembers where it fell from one reading to the next. */
export interface HeapDrops {
  read(): JsHeap;
  /** Reads now; the greatest drop of which the two readings have some of this time between them. Monotonic, ms. */
  between(start: DurationMs, end: DurationMs): HeapDrop | undefined;
}

/** Drops are asked for within a second or two of their frame. */
const DROPS_KEPT = 8;

export function createHeapDrops(source: () => JsHeap, now: () => DurationMs): HeapDrops {
  const drops: { readonly bytes: Bytes; readonly from: DurationMs; readonly to: DurationMs }[] = [];
  let last: { readonly used: Bytes; readonly at: DurationMs } | undefined;

  function read(): JsHeap {
    const heap = source();
    const at = now();
    if (last && heap.used < last.used) {
      drops.push({ bytes: last.used - heap.used, from: last.at, to: at });
      if (drops.length > DROPS_KEPT) drops.shift();
    }
    last = { used: heap.used, at };
    return heap;
  }

  return {
    read,
    between(start, end) {
      read();
      const greatest = drops
        .filter(({ from, to }) => from < end && to > start)
        .reduce<(typeof drops)[number] | undefined>((a, b) => (a && a.bytes >= b.bytes ? a : b), undefined);
      return greatest && { bytes: greatest.bytes, within: greatest.to - greatest.from };
    },
  };
}
