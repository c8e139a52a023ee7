import { byStrength, type Fault, type FaultDeps } from './fault.js';

/** Share of the stimulus requests that go past the browser's cache. */
const SHARES = [0.4, 0.7, 1] as const;

/** Films that the browser has are fetched from the server all the same. */
export function createCacheMisses({ network }: FaultDeps): Fault {
  return {
    name: 'cache',
    label: 'Cache misses',
    description: 'Stimulus films are fetched past the browser’s cache.',
    start: (strength) => void (network.bypass = byStrength(SHARES, strength)),
    stop: () => void (network.bypass = 0),
  };
}
