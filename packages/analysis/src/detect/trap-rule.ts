import type { EpochMs } from '@wasm-vitals/protocol';
import type { Rule } from './rule.js';

/** A trap stays news for so long. Milliseconds. */
const FRESH = 15_000;
/** So many traps in a row make it critical. */
const MANY = 3;

/** A trap is never noise: the first one raises. */
export function createTrapRule(): Rule {
  let count = 0;
  let onset: EpochMs = 0;
  let lastAt: EpochMs = -Infinity;
  return {
    step(tick, gate) {
      if (gate.now - lastAt > FRESH) count = 0;
      if (tick.traps !== undefined && tick.traps > 0) {
        if (count === 0) onset = gate.now - gate.interval;
        count += tick.traps;
        lastAt = gate.now;
      }
      return count > 0;
    },
    describe: () => ({
      kind: 'trap',
      metric: 'wasm.executionStats.errors',
      label: 'Traps',
      value: count,
      onset,
      severity: count >= MANY ? 'critical' : 'warning',
    }),
    baseline: () => undefined,
  };
}
