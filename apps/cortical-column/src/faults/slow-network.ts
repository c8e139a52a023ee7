import { byStrength, type Fault, type FaultDeps } from './fault.js';

/** Milliseconds that the server waits before each answer. */
const DELAYS = [150, 600, 2_000] as const;

/** The server takes its time. */
export function createSlowNetwork({ network }: FaultDeps): Fault {
  return {
    name: 'network',
    label: 'Slow network',
    description: 'The server waits before each answer.',
    start: (strength) => void (network.delay = byStrength(DELAYS, strength)),
    stop: () => void (network.delay = 0),
  };
}
