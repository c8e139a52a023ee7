import type { DurationMs } from '@wasm-vitals/protocol';

/** Parts that our own time is booked under, as `overhead.parts` names them. `host` is time of the host's own listeners. */
export type CostPart =
  'advise' | 'black box' | 'collectors' | 'detect' | 'frames' | 'host' | 'observers' | 'sampler' | 'workers';

/**
 * What stands around every callback that we give to the browser or take from the host: it catches, counts and reports
 * faults, and books the time. Nothing of ours throws into the host page.
 */
export interface Guard {
  /** A callback that never throws; what it throws is counted and reported. */
  wrap<Args extends unknown[]>(part: CostPart, callback: (...args: Args) => void): (...args: Args) => void;
  /** Runs now; gives what `failed` makes of the error where it throws. */
  attempt<T>(part: CostPart, work: () => T, failed: (error: unknown) => T): T;
  /** The same for work that gives nothing. */
  run(part: CostPart, work: () => void): void;
  /** Counts and reports a fault that was caught elsewhere, such as a rejected promise. */
  fault(error: unknown): void;
  /** Faults caught since the start. */
  readonly faults: number;
  /** Milliseconds by part since the last call; a part called by another is booked once, under itself. */
  takeCosts(): Readonly<Partial<Record<CostPart, DurationMs>>>;
}

/** @param report is told each fault; a fault of its own is swallowed, there is nobody left to tell. */
export function createGuard(now: () => DurationMs, report: (error: unknown) => void): Guard {
  let faults = 0;
  let nested = 0; // time of guarded calls inside the present one
  let costs: Partial<Record<CostPart, DurationMs>> = {};

  function fault(error: unknown): void {
    faults++;
    try {
      report(error);
    } catch {
      // the host's own reporter failed
    }
  }

  function attempt<T>(part: CostPart, work: () => T, failed: (error: unknown) => T): T {
    const outer = nested;
    nested = 0;
    const start = now();
    try {
      return work();
    } catch (error) {
      fault(error);
      return failed(error);
    } finally {
      const spent = now() - start;
      costs[part] = (costs[part] ?? 0) + spent - nested;
      nested = outer + spent;
    }
  }

  const nothing = (): void => undefined;

  return {
    attempt,
    fault,
    run: (part, work) => attempt(part, work, nothing),
    wrap:
      (part, callback) =>
      (...args) =>
        attempt(part, () => callback(...args), nothing),
    get faults() {
      return faults;
    },
    takeCosts() {
      const taken = costs;
      costs = {};
      return taken;
    },
  };
}

/** What an error says, for people. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
