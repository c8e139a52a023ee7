import type { HostAction } from './host-action.js';

/** What of the monitor itself may be turned down; absent parts give no action. */
export interface BuiltInDeps {
  /** Forgets recorded snapshots and ticks but the newest `keep`. */
  readonly trimHistory?: (keep: number) => void;
  /** 0 is full measurement; each step measures less. */
  readonly setSavingLevel?: (level: number) => void;
  readonly savingLevels?: number;
  readonly scope: object;
}

/** Ten minutes of snapshots: enough for a report and for the dashboard's usual range. */
const KEPT_SNAPSHOTS = 120;

/** The engine's own hint, where the browser was started with it (`--js-flags=--expose-gc`); no page can grant it itself. */
function garbageCollector(scope: object): (() => void) | undefined {
  const gc: unknown = Reflect.get(scope, 'gc');
  return typeof gc === 'function' ? () => void Reflect.apply(gc, scope, []) : undefined;
}

/** Actions that the monitor can take without the host: they cost the user nothing but a shorter history. */
export function createBuiltInActions(deps: BuiltInDeps): readonly HostAction[] {
  const actions: HostAction[] = [];
  const { trimHistory, setSavingLevel } = deps;
  const gc = garbageCollector(deps.scope);
  if (gc) {
    actions.push({
      name: 'collect-garbage',
      kind: 'collect-garbage',
      title: 'Ask for a garbage collection',
      apply: gc,
      cost: 0.05,
    });
  }
  if (trimHistory) {
    actions.push({
      name: 'trim-monitor-history',
      kind: 'trim-monitor',
      title: 'Drop the monitor’s own history',
      apply: () => trimHistory(KEPT_SNAPSHOTS),
      cost: 0.1,
    });
  }
  if (setSavingLevel) {
    actions.push({
      name: 'lower-monitor-sampling',
      kind: 'lower-monitor-cost',
      title: 'Measure less often',
      levels: deps.savingLevels ?? 1,
      apply: setSavingLevel,
      revert: setSavingLevel,
      cost: 0.1,
    });
  }
  return actions;
}
