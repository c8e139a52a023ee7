import type { Clock } from '../browser/clock.js';
import { createGuard, type Guard } from '../browser/guard.js';

export interface FakeClock extends Clock {
  advance(ms: number): void;
}

/** A clock that a test moves. Its monotonic time begins at 1,000 and its date at 2026-01-01. */
export function createFakeClock(): FakeClock {
  const origin = Date.UTC(2026, 0, 1);
  let now = 1_000;
  return {
    now: () => now,
    epoch: () => origin + now,
    toEpoch: (monotonic) => origin + monotonic,
    advance: (ms) => void (now += ms),
  };
}

/** A guard whose faults fail the test that reads them. */
export function createTestGuard(): Guard & { readonly errors: readonly unknown[] } {
  const errors: unknown[] = [];
  const guard = createGuard(
    () => 0,
    (error) => errors.push(error),
  );
  return Object.assign(guard, { errors });
}
