import { vi } from 'vitest';

/** Waits until `check` passes. Long, because charts draw in idle time, and a busy build machine has little of it. */
export function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 15_000, interval: 40 });
}
