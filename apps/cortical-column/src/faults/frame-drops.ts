import { byStrength, type Fault, type FaultDeps } from './fault.js';

/** Evaluations of the effect for each neuron drawn, in each frame. */
const EVALUATIONS = [200, 450, 900] as const;

/** A turbulent displacement that nobody sees: sums of sines, as a costly visual effect has them. */
function effect(particles: number, evaluations: number, time: number): number {
  let sum = 0;
  for (let particle = 0; particle < particles; particle++) {
    for (let k = 1; k <= evaluations; k++) sum += Math.sin(particle * 0.37 + k * time);
  }
  return sum;
}

/** Each frame pays for a heavy effect in JavaScript, in proportion to the neurons drawn. */
export function createFrameDrops({ onFrame, particles }: FaultDeps): Fault {
  let off: (() => void) | undefined;
  let last = 0; // kept, so that no engine may leave the work out
  return {
    name: 'frames',
    label: 'Frame drops',
    description: 'A heavy effect for each neuron drawn, in every frame.',
    start(strength) {
      off?.();
      const evaluations = byStrength(EVALUATIONS, strength);
      off = onFrame((elapsed) => {
        last = effect(particles(), evaluations, (last % 1) + elapsed);
      });
    },
    stop() {
      off?.();
      off = undefined;
    },
  };
}
