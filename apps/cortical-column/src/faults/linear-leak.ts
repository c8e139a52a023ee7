import { byStrength, type Fault, type FaultDeps } from './fault.js';

/** Bytes leaked each second. At the strongest, 512 MiB are full in about a minute. */
const RATES = [512 * 1024, 2 * 1024 * 1024, 8 * 1024 * 1024] as const;
const BLOCK = 64 * 1024;
/** After a pause the leak doesn't catch up with all that it missed. */
const LONGEST_MS = 1_000;

/** The module allocates and forgets. What is leaked dies with its instance: recycling gives it back. */
export function createLinearLeak({ column, onFrame }: FaultDeps): Fault {
  let off: (() => void) | undefined;
  return {
    name: 'leak',
    label: 'Linear-memory leak',
    description: 'The module allocates blocks and never frees them.',
    start(strength) {
      off?.();
      const rate = byStrength(RATES, strength) / 1000;
      let owed = 0;
      off = onFrame((elapsed) => {
        owed += rate * Math.min(elapsed, LONGEST_MS);
        for (; owed >= BLOCK; owed -= BLOCK) column.wasm.leak(BLOCK);
      });
    },
    stop() {
      off?.();
      off = undefined;
      column.wasm.leak_release();
    },
  };
}
