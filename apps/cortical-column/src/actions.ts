import { createBuiltInActions, type HostAction } from 'wasm-vitals';
import type { Monitor } from './monitoring.js';
import type { QualityControl } from './quality/quality.js';

/** What the monitor may do with a control. The control's levels `from` … are the action's levels 0, 1, 2 … */
interface Allowed extends Pick<HostAction, 'kind' | 'title' | 'cost' | 'settle'> {
  readonly name: string;
  readonly control: string;
  /** Control level of each action level, 0 first. */
  readonly levels: readonly number[];
}

/** The cheapest loss first: neurons that are not drawn are missed less than a blurred picture or a coarser simulation. */
const ALLOWED: readonly Allowed[] = [
  {
    name: 'draw-fewer-neurons',
    title: 'Draw fewer neurons',
    control: 'particle-budget',
    kind: 'lower-render-cost',
    levels: [0, 1, 2, 3, 4],
    cost: 0.3,
  },
  {
    name: 'lower-resolution',
    title: 'Lower the resolution',
    control: 'resolution-scale',
    kind: 'lower-render-cost',
    levels: [0, 1, 2, 3],
    cost: 0.5,
  },
  {
    name: 'coarsen-simulation',
    title: 'Simulate in coarser steps',
    control: 'simulation-step',
    kind: 'lower-compute-cost',
    levels: [0, 1, 2],
    cost: 0.4,
  },
  {
    name: 'widen-stimulus-cache',
    title: 'Keep more stimulus films in memory',
    control: 'cache-size',
    kind: 'widen-cache',
    levels: [1, 0],
    cost: 0.1,
    settle: 15_000, // each of a dataset's 24 films of half a second must have come in once
  },
  {
    name: 'trim-stimulus-cache',
    title: 'Keep fewer stimulus films in memory',
    control: 'cache-size',
    kind: 'trim-memory',
    levels: [1, 2, 3],
    cost: 0.3,
  },
  {
    name: 'unload-datasets',
    title: 'Unload datasets that are not shown',
    control: 'dataset-unloading',
    kind: 'unload-data',
    levels: [0, 1, 2],
    cost: 0.2,
  },
];

function levelAction(allowed: Allowed, control: QualityControl): HostAction {
  const { name, kind, title, cost, settle, levels } = allowed;
  const go = (level: number): void | Promise<void> => control.set(levels[level] ?? control.get());
  return {
    name,
    kind,
    levels: levels.length - 1,
    apply: go,
    revert: go,
    level: () => Math.max(0, levels.indexOf(control.get())),
    ...(title === undefined ? {} : { title }),
    ...(cost === undefined ? {} : { cost }),
    ...(settle === undefined ? {} : { settle }),
  };
}

function recycling(control: QualityControl): HostAction {
  return {
    name: 'recycle-instance',
    title: 'Recycle the WebAssembly instance',
    kind: 'recycle-instance',
    cost: 0.1, // a hitch of some frames
    settle: 5_000,
    apply: () => control.set(1),
  };
}

/** `?optimise=automatic` lets the monitor apply by itself; `manual` leaves everything to the panel. */
function modeFrom(parameters: URLSearchParams): NonNullable<HostAction['mode']> {
  const text = parameters.get('optimise');
  return text === 'automatic' || text === 'manual' ? text : 'suggest';
}

/** Registers the demo's quality levels. Nothing is applied by itself unless the page was asked for that. */
export function registerActions(
  monitor: Monitor,
  controls: readonly QualityControl[],
  parameters: URLSearchParams,
): void {
  const mode = modeFrom(parameters);
  const find = (name: string): QualityControl | undefined =>
    controls.find((control) => control.name === name);
  for (const allowed of ALLOWED) {
    const control = find(allowed.control);
    if (control) monitor.registerAction({ ...levelAction(allowed, control), mode });
  }
  const instance = find('instance-recycling');
  if (instance) monitor.registerAction({ ...recycling(instance), mode });
  for (const action of createBuiltInActions({ scope: globalThis }))
    monitor.registerAction({ ...action, mode });
}
