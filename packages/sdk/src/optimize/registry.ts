import type { ActionMode, AvailableAction, Cause } from '@wasm-vitals/analysis';
import type { DurationMs, EpochMs } from '@wasm-vitals/protocol';
import { checkAction, type HostAction } from './host-action.js';

/** Calls `callback` once after `delay`; the result cancels it. */
export type SetTimer = (callback: () => void, delay: DurationMs) => () => void;

/** A registered action and what is known of it. Changed by the loop alone. */
export interface ActionEntry {
  readonly action: HostAction;
  readonly levels: number;
  readonly reversible: boolean;
  mode: ActionMode;
  level: number;
  /** Times that it threw or hung. */
  failures: number;
  disabled: boolean;
  /** A person set it: the loop leaves it alone until then. */
  overriddenUntil: EpochMs;
  /** Not changed by the loop before this time. */
  coolUntil: EpochMs;
  /** Cause → until when it is not tried against it, and how often it failed there. */
  readonly unhelpful: Map<Cause, { until: EpochMs; times: number }>;
}

export interface ActionRegistry {
  /** @throws TypeError for a wrong option or a name that is taken. Returns the way to take the action out again. */
  register(action: HostAction): () => void;
  entry(name: string): ActionEntry | undefined;
  entries(): readonly ActionEntry[];
  /** As data, for the rules; without those that are disabled. */
  available(now: EpochMs): readonly AvailableAction[];
  /** Sets the mode, and clears what kept the loop from the action. */
  arm(entry: ActionEntry, mode: ActionMode): void;
  /** Changes the level by the host's own function. Rejects where it throws or hangs. */
  change(entry: ActionEntry, to: number): Promise<void>;
}

function asEntry(action: HostAction): ActionEntry {
  return {
    action,
    levels: action.levels ?? 1,
    reversible: action.revert !== undefined,
    mode: action.mode ?? 'suggest',
    level: 0,
    failures: 0,
    disabled: false,
    overriddenUntil: 0,
    coolUntil: 0,
    unhelpful: new Map(),
  };
}

function asAvailable(entry: ActionEntry, now: EpochMs): AvailableAction {
  const { action } = entry;
  const unhelpful = [...entry.unhelpful].filter(([, { until }]) => until > now).map(([cause]) => cause);
  return {
    name: action.name,
    kind: action.kind,
    mode: entry.mode,
    level: entry.level,
    levels: entry.levels,
    cost: action.cost ?? 0.5,
    reversible: entry.reversible,
    ...(action.title === undefined ? {} : { title: action.title }),
    ...(unhelpful.length === 0 ? {} : { unhelpful }),
  };
}

/** Settles as `work` does, or rejects after `limit`: a host that never answers must not stop the loop. */
function within(work: void | Promise<void>, limit: DurationMs, setTimer: SetTimer): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = setTimer(() => reject(new Error(`it did not finish in ${limit} ms`)), limit);
    Promise.resolve(work).then(
      () => {
        cancel();
        resolve();
      },
      (error: unknown) => {
        cancel();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}

/** Keeps the host's functions; everybody else knows actions by name. */
export function createActionRegistry(setTimer: SetTimer, hang: DurationMs): ActionRegistry {
  const entries = new Map<string, ActionEntry>();

  async function run(entry: ActionEntry, to: number): Promise<void> {
    const { apply, revert } = entry.action;
    // Going to the level that it is said to have is a repair after a failed change.
    await within(to > entry.level ? apply(to) : revert?.(to), hang, setTimer);
    entry.level = to;
  }

  return {
    register(action) {
      checkAction(action);
      if (entries.has(action.name)) {
        throw new TypeError(`action ${action.name}: the name is taken; it must be registered once`);
      }
      entries.set(action.name, asEntry(action));
      return () => entries.delete(action.name);
    },
    entry: (name) => entries.get(name),
    entries: () => [...entries.values()],
    available: (now) =>
      [...entries.values()].filter(({ disabled }) => !disabled).map((entry) => asAvailable(entry, now)),
    arm(entry, mode) {
      entry.mode = mode;
      entry.failures = 0;
      entry.disabled = false;
      entry.overriddenUntil = 0;
      entry.unhelpful.clear();
    },
    change: run,
  };
}
