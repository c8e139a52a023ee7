import type { DurationMs } from '@wasm-vitals/protocol';
import type { FunctionState } from './function-state.js';

/** Which function spent how much time in WebAssembly lately: what a late frame is explained by. */
export interface RecentCalls {
  /** An outermost timed call ended; `time` is what it and the calls that it stands for took. */
  note(
    state: FunctionState,
    span: { readonly start: number; readonly end: number; readonly time: number },
  ): void;
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

interface Span {
  state: FunctionState;
  start: number;
  end: number;
  time: number;
}

/** At the most entries that merging leaves (four functions, 100 a second each) these are 2.5 s: more than a frame. */
const SPANS_KEPT = 1_024;
/** Calls of a function that begin within this time share an entry; a long frame is at least five times as long. */
const MERGED_MS = 10;
/** How far back an entry to share is looked for: a loop of a few exports in turn is the usual case. */
const LOOK_BACK = 4;

/** A ring of spans; one timed call costs a look at four of them. */
export function createRecentCalls(): RecentCalls {
  const spans: Span[] = [];
  let next = 0;

  function sharedEntry(state: FunctionState, start: number): Span | undefined {
    for (let back = 1; back <= LOOK_BACK; back++) {
      const span = spans[(next - back + SPANS_KEPT) % SPANS_KEPT];
      if (span?.state === state && start - span.start < MERGED_MS) return span;
    }
    return undefined;
  }

  return {
    note(state, { start, end, time }) {
      const span = sharedEntry(state, start);
      if (span) {
        span.end = end;
        span.time += time;
        return;
      }
      spans[next] = { state, start, end, time };
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
        .map(([name, time]) => ({ name, time: Math.min(time, end - start) }))
        .sort((a, b) => b.time - a.time);
    },
  };
}
