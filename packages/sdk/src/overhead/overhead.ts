import type { OverheadSection } from '@wasm-vitals/protocol';
import type { Guard } from '../browser/guard.js';
import type { Governor } from './governor.js';

export interface OverheadDeps {
  readonly guard: Guard;
  /** Milliseconds that the wrappers around WebAssembly are estimated to have cost since the last call. */
  readonly takeWrapperCost: () => number;
  readonly governor: Governor;
}

/**
 * Sums up what the monitor itself cost: guarded callbacks as they were timed, wrappers as they are estimated. The time
 * of one reading is coarse (the clock's step is 100 µs without isolation), the mean of many is right. The governor hears
 * of it first, so that `shed` says what was given up because of this interval.
 */
export function createOverheadReader({ guard, takeWrapperCost, governor }: OverheadDeps) {
  return (interval: number): OverheadSection => {
    const { host, ...own } = guard.takeCosts();
    const parts = { wrappers: takeWrapperCost(), ...own };
    void host; // what the host's own listeners take is the host's
    const total = Object.values(parts).reduce((sum, time) => sum + time, 0);
    const cpu = interval > 0 ? Math.min(1, total / interval) : 0;
    governor.note(cpu, interval);
    return {
      cpu,
      parts,
      shed: [...governor.shed()],
      faults: guard.faults,
    };
  };
}
