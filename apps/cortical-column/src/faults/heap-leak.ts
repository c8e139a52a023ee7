import { byStrength, type Fault, type FaultDeps } from './fault.js';

/** Objects kept each second; one takes about 110 bytes in V8 (an object of four numbers and a short string). */
const RATES = [5_000, 25_000, 100_000] as const;
/** About 400 MB: the page survives what it shows. */
const MOST = 3_500_000;

/** JavaScript keeps a record of every spike that it will never read. */
export function createHeapLeak({ column, onFrame }: FaultDeps): Fault {
  let off: (() => void) | undefined;
  let kept: object[][] = [];
  let count = 0;

  function keep(objects: number): void {
    const time = column.wasm.simulation_time();
    const batch = Array.from({ length: objects }, (_, k) => ({
      time,
      neuron: k + 0.5,
      spike: count + k,
      tag: `s${String(k)}`,
    }));
    count += objects;
    kept.push(batch);
  }

  return {
    name: 'heap',
    label: 'JS-heap leak',
    description: 'JavaScript keeps objects that nobody will read.',
    start(strength) {
      off?.();
      const rate = byStrength(RATES, strength) / 1000;
      off = onFrame((elapsed) => {
        if (count < MOST) keep(Math.ceil(rate * Math.min(elapsed, 1_000)));
      });
    },
    stop() {
      off?.();
      off = undefined;
      kept = [];
      count = 0;
    },
  };
}
