import { byStrength, type Fault, type FaultDeps } from './fault.js';

/** Blocks of 64 B to 16 KiB replaced in each frame. */
const ROUNDS = [200, 1_200, 6_000] as const;

/** The module allocates and frees all the time, in mixed sizes. */
export function createChurn({ column, onFrame }: FaultDeps): Fault {
  let off: (() => void) | undefined;
  return {
    name: 'churn',
    label: 'Allocation churn',
    description: 'The module frees and allocates blocks of mixed sizes in each frame.',
    start(strength) {
      off?.();
      const rounds = byStrength(ROUNDS, strength);
      off = onFrame(() => void column.wasm.churn(rounds));
    },
    stop() {
      off?.();
      off = undefined;
      column.wasm.churn_release();
    },
  };
}
