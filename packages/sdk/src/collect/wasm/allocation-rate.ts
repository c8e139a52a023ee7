import type { PerSecond } from '@wasm-vitals/protocol';

/** The counter of the allocator contract is a u32 and starts again from 0 past this. */
const COUNTER_RANGE = 2 ** 32;

/**
 * Turns the running total of allocated bytes into bytes per second. The total may be the sum of several modules'. One
 * that falls by more than half of the range wrapped around; otherwise an instance was replaced, and this once there is
 * no reading.
 */
export function createAllocationRate(): (total: number, interval: number) => PerSecond | undefined {
  let last: number | undefined;
  return (total, interval) => {
    const before = last;
    last = total;
    if (before === undefined || interval <= 0) return undefined;
    const fallen = total < before;
    const grown = total - before + (fallen ? COUNTER_RANGE : 0);
    if (grown < 0 || (fallen && grown >= COUNTER_RANGE / 2)) return undefined;
    return (grown * 1_000) / interval;
  };
}
