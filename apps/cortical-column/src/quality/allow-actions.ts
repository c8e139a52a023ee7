import type { HostAction, PerformanceMonitor } from 'wasm-vitals';
import type { QualityControl } from './quality.js';

type Mode = NonNullable<HostAction['mode']>;

/** What the monitor may do with a quality control. Its level 0 is the control's level `from`. */
interface Allowed extends Pick<HostAction, 'name' | 'kind' | 'title' | 'cost' | 'settle' | 'coolDown'> {
  readonly control: string;
  readonly from?: number;
  /** -1 where the action turns the control up instead of down. */
  readonly direction?: 1 | -1;
  readonly levels?: number;
}

/** The cache starts at its second level: it can be widened by one step, and trimmed by two. */
const CACHE_START = 1;

const ALLOWED: readonly Allowed[] = [
  {
    name: 'draw-fewer-neurons',
    control: 'particle-budget',
    kind: 'lower-render-cost',
    title: 'Draw fewer neurons',
    cost: 0.5,
  },
  {
    name: 'lower-resolution',
    control: 'resolution-scale',
    kind: 'lower-render-cost',
    title: 'Lower the resolution',
    cost: 0.4,
  },
  {
    name: 'coarser-simulation-step',
    control: 'simulation-step',
    kind: 'lower-compute-cost',
    title: 'Simulate in longer steps',
    cost: 0.3,
  },
  {
    name: 'slower-simulation',
    control: 'simulation-pace',
    kind: 'lower-compute-cost',
    title: 'Let simulated time go slower',
    cost: 0.6,
  },
  {
    name: 'trim-stimulus-cache',
    control: 'cache-size',
    kind: 'trim-memory',
    title: 'Keep fewer stimulus films',
    cost: 0.2,
    from: CACHE_START,
  },
  {
    name: 'widen-stimulus-cache',
    control: 'cache-size',
    kind: 'widen-cache',
    title: 'Keep all films of the dataset',
    cost: 0.1,
    from: CACHE_START,
    direction: -1,
    levels: 1,
    settle: 15_000, // until each of a dataset's 24 films of half a second has come in once
  },
  {
    name: 'unload-datasets',
    control: 'dataset-unloading',
    kind: 'unload-data',
    title: 'Unload datasets that aren’t shown',
    cost: 0.2,
  },
  {
    name: 'recycle-instance',
    control: 'instance-recycling',
    kind: 'recycle-instance',
    title: 'Move to a fresh WebAssembly instance',
    cost: 0.1,
    settle: 20_000, // at most, until the old instance is collected: its memory counts as long as it is there
    coolDown: 10_000, // a hitch of some frames may come this often
  },
];

function toAction(allowed: Allowed, control: QualityControl, mode: Mode): HostAction {
  const { name, kind, title = name, cost = 0, from = 0, direction = 1 } = allowed;
  const set = (level: number): void | Promise<void> => control.set(from + direction * level);
  const pace = {
    ...(allowed.settle === undefined ? {} : { settle: allowed.settle }),
    ...(allowed.coolDown === undefined ? {} : { coolDown: allowed.coolDown }),
  };
  const action = { name, kind, title, cost, mode, apply: set, ...pace };
  if (control.kind === 'once') return action;
  const levels = allowed.levels ?? control.levels.length - 1 - from;
  const level = (): number => Math.min(levels, Math.max(0, (control.get() - from) * direction));
  return { ...action, revert: set, levels, level };
}

/** Registers the quality levels with the monitor's optimiser. */
export function allowActions(
  monitor: Pick<PerformanceMonitor, 'registerAction'>,
  controls: readonly QualityControl[],
  mode: Mode,
): void {
  for (const allowed of ALLOWED) {
    const control = controls.find(({ name }) => name === allowed.control);
    if (control) monitor.registerAction(toAction(allowed, control, mode));
  }
}
