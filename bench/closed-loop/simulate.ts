import { judge, lastLook, type Cause } from '@wasm-vitals/analysis';
import { createNoisyPage } from '../../packages/analysis/src/effect/testing/noisy-ticks.js';

const CAUSES: readonly Cause[] = [
  'frame-rate-drop',
  'execution-slow',
  'memory-step',
  'heap-leak',
  'allocation-churn',
  'cache-collapse',
  'request-latency',
  'stall',
  'jank',
];
/** Correlation of neighbouring seconds, and noise as a share of the level. */
const NOISE = [
  [0, 0.05],
  [0.5, 0.05],
  [0.5, 0.15],
  [0.8, 0.15],
] as const;
/** Work after the action, in units of the healthy one; it is 2 while the fault lasts. */
const AFTER = { placebo: 2, harmful: 2.4, heals: 1 } as const;
const RUNS = 500;

interface Row {
  readonly cause: Cause;
  readonly placeboReverted: number;
  readonly harmfulReverted: number;
  readonly healingKept: number;
  /** Ticks until a healing action was kept, on average. */
  readonly ticks: number;
}

function decide(cause: Cause, load: number, seed: number): { kept: boolean; ticks: number } {
  const [rho, spread] = NOISE[seed % NOISE.length] ?? NOISE[0];
  const page = createNoisyPage(1 + 7 * seed, rho, spread);
  const stretch = (count: number, factor: number) => Array.from({ length: count }, () => page(factor));
  const healthy = stretch(60, 1);
  const before = stretch(lastLook(cause), 2);
  const after = stretch(1, load);
  for (; ; after.push(page(load))) {
    const { decision } = judge({ cause, direction: 'lower', healthy, before, after });
    if (decision !== 'wait') return { kept: decision === 'keep', ticks: after.length };
  }
}

function rowOf(cause: Cause): Row {
  const seeds = Array.from({ length: RUNS }, (_, i) => i);
  const all = (load: number) => seeds.map((seed) => decide(cause, load, seed));
  const kept = (load: number): number => all(load).filter((one) => one.kept).length / RUNS;
  const healing = all(AFTER.heals).filter((one) => one.kept);
  return {
    cause,
    placeboReverted: 1 - kept(AFTER.placebo),
    harmfulReverted: 1 - kept(AFTER.harmful),
    healingKept: healing.length / RUNS,
    ticks: healing.reduce((sum, { ticks }) => sum + ticks, 0) / Math.max(1, healing.length),
  };
}

/** The judge alone, without a browser: seeded noise, autocorrelated and heavy-tailed, half of it at 15 % of the level. */
export function printSimulation(): void {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`.padStart(9);
  console.log(`${RUNS} runs each    placebo   harmful   healing`);
  console.log('cause              reverted  reverted      kept  after');
  for (const row of CAUSES.map(rowOf)) {
    const { cause, placeboReverted, harmfulReverted, healingKept, ticks } = row;
    const shares = [placeboReverted, harmfulReverted, healingKept].map(percent).join(' ');
    console.log(`${cause.padEnd(17)} ${shares} ${ticks.toFixed(0).padStart(4)} s`);
  }
}
