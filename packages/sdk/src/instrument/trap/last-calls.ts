import type { FunctionState } from '../meter/function-state.js';
import type { RecentCalls } from '../meter/recent-calls.js';

/** Which exports were called shortly before now. Asked at traps only; calls themselves pay nothing for it. */
export interface LastCalls {
  /** A tick ends: these were called in it. */
  endTick(called: readonly CallCount[]): void;
  /** Calls of this tick and the one before it, by function; `running` first, then what is known to have run last. */
  until(now: number, running: FunctionState): readonly CallCount[];
}

export interface CallCount {
  readonly name: string;
  readonly calls: number;
}

export interface LastCallsDeps {
  readonly states: () => Iterable<FunctionState>;
  readonly callsThisTick: (state: FunctionState) => number;
  readonly recent: Pick<RecentCalls, 'between'>;
}

/** Enough to see what led to a trap; a physics page calls some thirty exports a frame. */
const MOST_CALLS = 10;
/** What was timed in the last of these windows ran later than what is in the next one only. In ms. */
const WINDOWS = [20, 200, 2_000];

export function createLastCalls({ states, callsThisTick, recent }: LastCallsDeps): LastCalls {
  let before: readonly CallCount[] = [];
  return {
    endTick(called) {
      before = called;
    },
    until(now, running) {
      const counts = new Map<string, number>();
      const add = (name: string, calls: number): void => {
        if (calls > 0) counts.set(name, (counts.get(name) ?? 0) + calls);
      };
      for (const { name, calls } of before) add(name, calls);
      for (const state of states()) if (state.entry) add(state.name, callsThisTick(state));
      const lately = WINDOWS.flatMap((window) => recent.between(now - window, now));
      const often = [...counts].sort((a, b) => b[1] - a[1]);
      const order = [running.name, ...lately.map(({ name }) => name), ...often.map(([name]) => name)];
      return [...new Set(order)].slice(0, MOST_CALLS).flatMap((name) => {
        const calls = counts.get(name);
        return calls === undefined ? [] : [{ name, calls }];
      });
    },
  };
}
