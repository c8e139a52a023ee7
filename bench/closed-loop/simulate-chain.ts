import { createAlertBook, createDetector } from '@wasm-vitals/analysis';
import type { ActionRecord } from '@wasm-vitals/protocol';
import type { HostAction } from '../../packages/sdk/src/optimize/host-action.js';
import { createSimulatedHost } from '../../packages/sdk/src/optimize/testing/simulated-host.js';
import { createSimulatedDemo, type Levels, type SimulatedDemo, type Troubles } from './simulated-demo.js';

const MIB = 1_048_576;
/** Each fault of the demo at its three strengths, as the model has it. */
const FAULTS: Readonly<Record<keyof Troubles, readonly [number, number, number]>> = {
  slow: [2.1, 6.5, 13],
  leak: [MIB / 2, 2 * MIB, 8 * MIB],
  cache: [0.4, 0.7, 1],
  frames: [26, 42, 58],
  heap: [0.55e6, 2.75e6, 11e6],
  stall: [180, 350, 800],
  churn: [200, 1_200, 6_000],
  network: [150, 600, 2_000],
};
const SEEDS = 20;
const HEALTHY_S = 150;
const FAULT_S = 80;
const QUIET_S = 300;

/** The demo's actions, with the level that each turns (`allow-actions.ts` has the real ones). */
const ACTIONS: readonly (Omit<HostAction, 'apply'> & { readonly turns: keyof Levels })[] = [
  { name: 'draw-fewer-neurons', kind: 'lower-render-cost', levels: 4, cost: 0.5, turns: 'budget' },
  { name: 'lower-resolution', kind: 'lower-render-cost', levels: 3, cost: 0.4, turns: 'resolution' },
  { name: 'coarser-simulation-step', kind: 'lower-compute-cost', levels: 2, cost: 0.3, turns: 'step' },
  { name: 'slower-simulation', kind: 'lower-compute-cost', levels: 2, cost: 0.6, turns: 'pace' },
  { name: 'trim-stimulus-cache', kind: 'trim-memory', levels: 2, cost: 0.2, turns: 'trimmed' },
  { name: 'widen-stimulus-cache', kind: 'widen-cache', cost: 0.1, settle: 15_000, turns: 'wide' },
  { name: 'unload-datasets', kind: 'unload-data', levels: 2, cost: 0.2, turns: 'unloaded' },
];

/** Detector, alert book and advisor around a model of the demo. */
function createChain(demo: SimulatedDemo) {
  const detector = createDetector();
  const book = createAlertBook();
  let tick = demo.read();
  const host = createSimulatedHost(() => tick);
  for (const { turns, ...action } of ACTIONS) {
    const set = (level: number): void => void (demo.levels[turns] = level);
    host.advisor.registerAction({ ...action, mode: 'automatic', apply: set, revert: set });
  }
  host.advisor.registerAction({
    name: 'recycle-instance',
    kind: 'recycle-instance',
    cost: 0.1,
    coolDown: 15_000,
    mode: 'automatic',
    apply: () => demo.recycle(),
  });
  async function run(seconds: number): Promise<void> {
    for (let i = 0; i < seconds; i++) {
      tick = demo.read();
      const at = host.now() + 1000;
      book.apply(detector.onTick({ timestamp: at, interval: 1000, visibility: 1, ...tick }), at);
      host.advisor.onAlerts(book.alerts(), undefined);
      await host.run(1);
    }
  }
  return { host, run, alerts: () => book.alerts() };
}

interface Outcome {
  readonly onset: number;
  readonly openedAt: number | undefined;
  readonly actions: readonly ActionRecord[];
}

async function live(
  seed: number,
  seconds: number,
  fault?: readonly [keyof Troubles, number],
): Promise<Outcome> {
  const demo = createSimulatedDemo(seed);
  const { host, run, alerts } = createChain(demo);
  await run(HEALTHY_S);
  const onset = host.now();
  if (fault) demo.troubles[fault[0]] = fault[1];
  await run(seconds);
  const openedAt = alerts()
    .map((alert) => alert.openedAt)
    .filter((at) => at > onset)
    .sort((a, b) => a - b)[0];
  return { onset, openedAt, actions: host.advisor.actions() };
}

function median(values: readonly (number | undefined)[]): string {
  const sorted = values.map((value) => value ?? Infinity).sort((a, b) => a - b);
  const middle = sorted[sorted.length >> 1] ?? Infinity;
  return middle === Infinity ? '–' : `${middle.toFixed(0)} s`;
}

function namesOf(runs: readonly Outcome[], events: readonly ActionRecord['event'][]): string {
  const names = runs.flatMap(({ actions }) => [
    ...new Set(actions.filter(({ event }) => events.includes(event)).map(({ action }) => action)),
  ]);
  const counts = [...new Set(names)].map((name) => `${name} ${names.filter((one) => one === name).length}`);
  return counts.join(', ') || '–';
}

/** Every fault of the demo on a model of it, and fault-free runs: what is found, tried, kept and taken back. */
export async function printSimulatedChain(): Promise<void> {
  console.log(`\n${SEEDS} runs each   alert  kept at  kept (runs); taken back (runs)`);
  for (const [fault, strengths] of Object.entries(FAULTS) as [keyof Troubles, readonly number[]][]) {
    for (const [index, strength] of strengths.entries()) {
      const runs: Outcome[] = [];
      for (let seed = 1; seed <= SEEDS; seed++) runs.push(await live(seed, FAULT_S, [fault, strength]));
      const alert = median(runs.map(({ onset, openedAt }) => openedAt && (openedAt - onset) / 1000));
      const kept = median(
        runs.map(({ onset, actions }) => {
          const first = actions.find(({ event }) => event === 'kept');
          return first && (first.timestamp - onset) / 1000;
        }),
      );
      const name = `${fault}, strength ${index + 1}`.padEnd(20);
      console.log(
        `${name} ${alert.padStart(5)} ${kept.padStart(8)}  ${namesOf(runs, ['kept'])}; ${namesOf(runs, ['reverted', 'failed'])}`,
      );
    }
  }
  let needless = 0;
  for (let seed = 1; seed <= SEEDS; seed++) needless += (await live(seed, QUIET_S)).actions.length;
  console.log(`actions in ${SEEDS} fault-free runs of 5 minutes: ${needless}`);
}
