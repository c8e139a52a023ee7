import type { Gate } from './gate.js';

/** Content holds more memory by up to this share of what its work is more (ln). */
const OF_WORK = 0.8;

/** What memory other work holds. */
export interface HeldByWork {
  /** Of the work that is now, or was until the page rested: ln, ≥ 0. */
  readonly value: number;
  /** How much of the `excess` (ln) is usual from now on, as the work is that holds it. */
  onTick(gate: Gate, excess: number): number;
}

export function createHeldByWork(): HeldByWork {
  let value = 0;
  return {
    get value() {
      return value;
    },
    onTick({ workEvent, workNow, idle }, excess) {
      const usual = workEvent ? Math.max(0, Math.min(value, excess)) : 0;
      if (!idle) value = OF_WORK * Math.max(0, workNow);
      return usual;
    },
  };
}
