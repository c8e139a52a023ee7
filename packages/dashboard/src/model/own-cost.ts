/** What the dashboard itself costs on the main thread: the time in its own drawing and updating. */
export interface OwnCost {
  /** Runs something and counts its time. Inside of another measured run it counts once. */
  measure<T>(run: () => T): T;
  /** Milliseconds per second over the last ten whole seconds; undefined in the first ten, which are mostly the start. */
  perSecond(): number | undefined;
}

/** One second is too short to be steady, a minute too long to see a change. */
const SECONDS = 10;

export function createOwnCost(now: () => number = () => performance.now()): OwnCost {
  const start = now();
  const sums = new Float64Array(SECONDS + 1);
  let current = 0;
  let depth = 0;

  const second = (): number => Math.floor((now() - start) / 1_000);

  /** Clears what lies further back than the sums reach. */
  const turn = (to: number): void => {
    for (let at = Math.max(current + 1, to - SECONDS); at <= to; at++) sums[at % (SECONDS + 1)] = 0;
    current = to;
  };

  return {
    measure(run) {
      if (depth > 0) return run();
      depth++;
      const begin = now();
      try {
        return run();
      } finally {
        depth--;
        turn(second());
        const slot = current % (SECONDS + 1);
        sums[slot] = (sums[slot] ?? 0) + (now() - begin);
      }
    },
    perSecond() {
      turn(second());
      if (current <= SECONDS) return undefined;
      let sum = 0;
      for (let i = 1; i <= SECONDS; i++) sum += sums[(current - i + SECONDS + 1) % (SECONDS + 1)] ?? 0;
      return sum / SECONDS;
    },
  };
}

/** All dashboards of a page share one meter: the page pays for all of them. */
export const ownCost = createOwnCost();
