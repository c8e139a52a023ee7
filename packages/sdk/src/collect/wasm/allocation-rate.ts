import type { PerSecond } from '@wasm-vitals/protocol';

/** The counter of the allocator contract is a u32 and starts again from 0 past this. */
const COUNTER_RANGE = 2 ** 32;

/**
 * Turns the running total of allocated bytes into bytes per second. A total that falls wrapped around where it was in
 * the upper half of its range; otherwise an instance was replaced, and this once there is no reading.
 */
export function createAllocationRate(): (total: number, interval: number) => PerSecond | undefined {
  let last: number | undefined;
  return (total, interval) => {
    const before = last;
    last = total;
    if (before === undefined || interval <= 0) return undefined;
    const wrapped = total < before && before > COUNTER_RANGE / 2 && before < COUNTER_RANGE;
    const grown = total - before + (wrapped ? COUNTER_RANGE : 0);
    return grown < 0 ? undefined : (grown * 1_000) / interval;
  };
}
