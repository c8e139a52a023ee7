import { emptyHistogram } from '@wasm-vitals/analysis';
import type { Instrumentation } from '../../instrument/instrumentation.js';

/** Stands in where the host switched the WASM collector off: nothing is patched, everything passes through. */
export function createNoInstrumentation(): Instrumentation {
  return {
    active: false,
    instrument: (instance) => instance.exports,
    measureFunction: (_name, fn) => fn,
    take: () => ({
      calls: 0,
      totalTime: 0,
      errors: 0,
      histogram: emptyHistogram(),
      functions: [],
      modules: [],
      memoryUsage: 0,
      growth: [],
      traps: [],
    }),
    takeTick: () => ({ calls: 0, totalTime: 0, traps: 0, functions: {} }),
    takeCost: () => 0,
    setLevel: () => undefined,
    stop: () => undefined,
  };
}
