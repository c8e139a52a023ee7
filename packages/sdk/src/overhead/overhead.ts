import type { OverheadSection } from '@wasm-vitals/protocol';
import type { Guard } from '../browser/guard.js';

export interface OverheadDeps {
  readonly guard: Guard;
  /** Milliseconds that the wrappers around WebAssembly are estimated to have cost since the last call. */
  readonly takeWrapperCost: () => number;
  readonly shed: () => readonly string[];
}

/**
 * Sums up what the monitor itself cost: guarded callbacks as they were timed, wrappers as they are estimated. The time
 * of one reading is coarse (the clock's step is 100 µs without isolation), the mean of many is right.
 */
export function createOverheadReader({ guard, takeWrapperCost, shed }: OverheadDeps) {
  return (interval: number): OverheadSection => {
    // what the host's own listeners take is the host's
    const { host: _host, ...own } = guard.takeCosts();
    const parts = { wrappers: takeWrapperCost(), ...own };
    const total = Object.values(parts).reduce((sum, time) => sum + time, 0);
    return {
      cpu: interval > 0 ? Math.min(1, total / interval) : 0,
      parts,
      shed: [...shed()],
      faults: guard.faults,
    };
  };
}
