import type { EpochMs } from '@wasm-vitals/protocol';
import type { Gate } from './gate.js';

/** Content that came with more work is still there so long after its work was last counted. Milliseconds. */
const HOLD = 40_000;

/** What content may hold (ln) whose work grew: memory follows work by this share of its logarithm, at most. */
export interface HeldLately {
  /** Of what the work is now, or was a moment ago. */
  readonly value: number;
  onTick(gate: Gate): void;
}

export function createHeldLately(share: number): HeldLately {
  let value = 0;
  let at: EpochMs = -Infinity;
  return {
    get value() {
      return value;
    },
    onTick({ now, workShifted, workNow, rebase }) {
      const holds = workShifted ? share * Math.max(0, workNow) : 0;
      const isMore = workShifted && holds >= value;
      if (!isMore && !rebase && now - at <= HOLD) return;
      value = holds;
      at = now;
    },
  };
}
