import type { FunctionStats, WorkerInfo } from '@wasm-vitals/protocol';
import { MIB, type State } from './fake-world.js';

/** The worker that runs the second module. */
export const CODEC = 'codec.worker.js';

/** One worker that answers; where all is critical another is stuck in a call. */
export function workersOf(functions: readonly FunctionStats[], state: State): WorkerInfo[] {
  const mine = functions.filter(({ worker }) => worker === CODEC);
  const codec: WorkerInfo = {
    name: CODEC,
    url: `https://demo.example/assets/${CODEC}`,
    calls: mine.reduce((sum, one) => sum + one.calls, 0),
    totalTime: mine.reduce((sum, one) => sum + one.totalTime, 0),
    memoryUsage: 4 * MIB,
    lastHeard: 140,
    overhead: 2.1,
  };
  if (state !== 'critical') return [codec];
  const stuck = { name: 'rewire_synapses', time: 9_400 };
  return [codec, { name: 'learning.worker.js', memoryUsage: 24 * MIB, lastHeard: 9_600, running: stuck }];
}
