import type { Evidence, Rule } from '../rule.js';

function trapped({ wasm }: Evidence): string {
  const trap = wasm?.traps[0];
  if (!trap) return 'Calls into the module failed.';
  const where = trap.export === undefined ? '' : ` in ${trap.export}()`;
  return `The module trapped${where}: ${trap.kind}.`;
}

/** Allocation, traps and the monitor itself. */
export const STABILITY_RULES: readonly Rule[] = [
  {
    id: 'pool-buffers',
    category: 'allocation',
    needs: 'pool-buffers',
    advice: true,
    answers: { 'allocation-churn': 0.8, jank: 0.2 },
    title: () => 'Reuse buffers',
    description:
      'Keep buffers in a pool, or one scratch area per frame, instead of allocating and freeing each time.',
    why: () => 'Bytes are handed out and taken back at a much higher rate than the work explains.',
    undo: 'Allocates for each use again.',
  },
  {
    id: 'churn-less',
    category: 'allocation',
    needs: 'lower-compute-cost',
    advice: false,
    answers: { 'allocation-churn': 0.4 },
    title: () => 'Do less work per frame',
    description: 'A coarser step or fewer elements allocate less.',
    why: () => 'The allocation rate follows the amount of work.',
    undo: 'Goes back to the full computation.',
  },
  {
    id: 'recycle-after-trap',
    category: 'stability',
    needs: 'recycle-instance',
    advice: false,
    answers: { trap: 0.6 },
    title: () => 'Start over with a fresh instance',
    description:
      'After a trap the state of an instance is not to be trusted; a fresh one carries on from saved state.',
    why: trapped,
  },
  {
    id: 'fix-trap',
    category: 'stability',
    advice: true,
    answers: { trap: 0.4 },
    title: ({ wasm }) => {
      const name = wasm?.traps[0]?.export;
      return name === undefined ? 'Find what traps' : `Find what traps in ${name}()`;
    },
    description:
      'Build with names and debug information, and replay the call with the recorded arguments and state.',
    why: trapped,
  },
  {
    id: 'lower-monitor-cost',
    category: 'execution',
    needs: 'lower-monitor-cost',
    advice: true,
    answers: { 'monitor-cost': 0.8 },
    title: () => 'Measure less often',
    description: 'Lowers the monitor’s own sampling by one step.',
    why: () => 'The monitor itself takes more than its share.',
    undo: 'Measures at the former rate again.',
  },
];
