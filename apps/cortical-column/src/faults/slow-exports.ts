import { byStrength, type Fault, type FaultDeps } from './fault.js';

/** Passes over all neurons that each simulation step repeats; the work grows with the column, as real work does. */
export const PASSES = [40, 120, 240] as const;

/** `step` does its work many times over. */
export function createSlowExports({ column }: FaultDeps): Fault {
  return {
    name: 'slow',
    label: 'Slow exports',
    description: 'Each simulation step repeats its work inside WebAssembly.',
    start: (strength) => column.setBurn(byStrength(PASSES, strength)),
    stop: () => column.setBurn(0),
  };
}
