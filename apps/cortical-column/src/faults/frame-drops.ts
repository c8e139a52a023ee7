import { byStrength, type Fault, type FaultDeps } from './fault.js';

/** What the effect takes of each frame while every neuron is drawn (ms): two, three and four frames of a 60 Hz display. */
const COSTS = [26, 42, 58] as const;
/** Terms that are timed to learn what one costs here: a millisecond or so, of which the fastest of some rounds counts. */
const PROBE = 50_000;
const ROUNDS = 5;
/** No engine is faster than this (ms): a clock that stands still must not make the effect endless. */
const LEAST_TERM = 2e-6;

/** Waves of the effect. Few, so that no argument grows large: engines take longer for the sine of a large number. */
const WAVES = 1024;

/** A turbulent displacement that nobody sees: a sum of sines, as a costly visual effect has them. `phase` is 0 to 1. */
function effect(terms: number, phase: number): number {
  let sum = 0;
  for (let k = 1; k <= terms; k++) sum += Math.sin((k % WAVES) * phase);
  return sum;
}

/** Each frame pays for a heavy effect in JavaScript, in proportion to the neurons drawn. */
export function createFrameDrops({ onFrame, particles, now = () => performance.now() }: FaultDeps): Fault {
  let off: (() => void) | undefined;
  let last = 0; // kept, so that no engine may leave the work out

  /** Milliseconds that a term takes on this machine, so that the fault is as bad on a fast one, and in a small column. */
  function probe(): number {
    let fastest = Infinity;
    for (let round = 0; round < ROUNDS; round++) {
      const begin = now();
      last += effect(PROBE, (0.37 + round / ROUNDS) % 1);
      fastest = Math.min(fastest, (now() - begin) / PROBE);
    }
    return Math.max(LEAST_TERM, fastest);
  }

  return {
    name: 'frames',
    label: 'Frame drops',
    description: 'A heavy effect for each neuron drawn, in every frame.',
    start(strength) {
      off?.();
      const terms = byStrength(COSTS, strength) / Math.max(1, particles('all')) / probe();
      off = onFrame((elapsed) => {
        last = effect(Math.round(particles('drawn') * terms), Math.abs(last + elapsed) % 1);
      });
    },
    stop() {
      off?.();
      off = undefined;
    },
  };
}
