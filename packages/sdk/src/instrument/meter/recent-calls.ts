import type { DurationMs } from '@wasm-vitals/protocol';
import type { FunctionState, Span } from './function-state.js';

/** Which function spent how much time in WebAssembly lately: what a late frame is explained by. */
export interface RecentCalls {
  /** An outermost timed call ended at `end`; `time` is what it and the calls that it stands for took. */
  note(call: { readonly state: FunctionState; readonly start: number }, end: number, time: number): void;
  /**
   * Time by function between two times of the meter's clock, greatest first. Estimated from samples, and so held to the
   * time that there was.
   */
  between(start: DurationMs, end: DurationMs): readonly RecentCall[];
}

export interface RecentCall {
  readonly name: string;
  readonly time: DurationMs;
}

/** At the most entries that merging leaves (four functions, 100 a second each) these are 2.5 s: more than a frame. */
const SPANS_KEPT = 1_024;
/** Calls of a function that begin within this time share an entry; a long frame is at least five times as long. */
const MERGED_MS = 10;

/** A ring of spans. Each function knows its latest; the ring uses its objects again. */
export function createRecentCalls(): RecentCalls {
  const spans: Span[] = [];
  let next = 0;

  return {
    note({ state, start }, end, time) {
      const latest = state.span;
      if (latest?.state === state && start - latest.start < MERGED_MS) {
        latest.end = end;
        latest.time += time;
        return;
      }
      const old = spans[next];
      if (old) {
        old.state = state;
        old.start = start;
        old.end = end;
        old.time = time;
        state.span = old;
      } else {
        spans[next] = state.span = { state, start, end, time };
      }
      next = (next + 1) % SPANS_KEPT;
    },
    between(start, end) {
      const times = new Map<string, number>();
      for (const span of spans) {
        const inside = Math.min(end, span.end) - Math.max(start, span.start);
        const length = span.end - span.start;
        if (inside < 0 || (inside === 0 && length > 0)) continue;
        const { name } = span.state;
        times.set(name, (times.get(name) ?? 0) + (length > 0 ? (span.time * inside) / length : span.time));
      }
      return [...times]
        .map(([name, time]) => ({ name, time: Math.max(0, Math.min(time, end - start)) }))
        .sort((a, b) => b.time - a.time);
    },
  };
}
