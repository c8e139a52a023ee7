import type { EpochMs, Tick } from '@wasm-vitals/protocol';

/** Four minutes: a healthy minute before an onset that was found late, and the trials after it. */
const CAPACITY = 240;

/** The newest comparable ticks: visible, not loading, of one scene. */
export interface TickWindow {
  /** Takes a tick in, unless the page was hidden, loading or has just come back from it. True where it was taken. */
  push(tick: Tick): boolean;
  /** Ticks with `from` ≤ timestamp < `to`, oldest first. */
  between(from: EpochMs, to: EpochMs): readonly Tick[];
  latest(count: number): readonly Tick[];
  /** When the work last changed (a new mark): earlier ticks are of other work. */
  readonly sceneSince: EpochMs;
  clear(): void;
}

export function createTickWindow(quiet: number): TickWindow {
  let ticks: Tick[] = [];
  let mutedUntil = 0;
  let mark: string | undefined;
  let sceneSince = 0;

  function disturbed(tick: Tick): boolean {
    if (tick.mark !== mark) {
      mark = tick.mark;
      sceneSince = tick.timestamp;
      return ticks.length > 0;
    }
    return tick.visibility < 1 || tick.loading === true;
  }

  return {
    push(tick) {
      if (disturbed(tick)) mutedUntil = tick.timestamp + quiet;
      if (tick.timestamp < mutedUntil) return false;
      ticks.push(tick);
      if (ticks.length > CAPACITY) ticks.shift();
      return true;
    },
    between: (from, to) => ticks.filter(({ timestamp }) => timestamp >= from && timestamp < to),
    latest: (count) => ticks.slice(-count),
    get sceneSince() {
      return sceneSince;
    },
    clear() {
      ticks = [];
    },
  };
}
