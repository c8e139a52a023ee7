import type { EpochMs } from '@wasm-vitals/protocol';
import type { Gate } from './gate.js';

/** Content that came with more work is still there so long after its work was last counted. Milliseconds. */
const HOLD = 40_000;
/** And it is a part of all growth that began before it. The most of so long a time is known. Milliseconds. */
const KNOWN = 120_000;

/** What content may hold (ln) whose work grew: memory follows work by this share of its logarithm, at most. */
export interface HeldLately {
  /** Of what the work is now, or was a moment ago. */
  readonly value: number;
  /** Of what the work was at any moment since a time, no longer ago than two minutes. */
  since(time: EpochMs): number;
  onTick(gate: Gate): void;
}

export function createHeldLately(share: number): HeldLately {
  let value = 0;
  let at: EpochMs = -Infinity;
  let most = 0;
  let mostAt: EpochMs = -Infinity;
  return {
    get value() {
      return value;
    },
    since: (time) => (mostAt >= time ? Math.max(value, most) : value),
    onTick({ now, workShifted, workNow, rebase }) {
      const holds = workShifted ? share * Math.max(0, workNow) : 0;
      if (rebase || (holds > 0 && holds >= most) || now - mostAt > KNOWN) {
        most = holds;
        mostAt = now;
      }
      const isMore = workShifted && holds >= value;
      if (!isMore && !rebase && now - at <= HOLD) return;
      value = holds;
      at = now;
    },
  };
}
