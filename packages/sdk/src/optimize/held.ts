import { areRelated, type Cause } from '@wasm-vitals/analysis';
import type { EpochMs, Tick } from '@wasm-vitals/protocol';
import type { LoopPolicy } from './policy.js';
import type { ActionEntry } from './registry.js';

/** A level that the loop lowered and will give back when there is room. */
export interface Held {
  readonly entry: ActionEntry;
  readonly cause: Cause;
  readonly healthy: readonly Tick[];
  /** When its level was last changed. */
  changedAt: EpochMs;
  /** When its cause was last seen open. */
  pressureAt: EpochMs;
  /** Times that the pressure came back when it was restored. */
  relapses: number;
  /** True while it is being given back step by step, and the last step went well. */
  restoring: boolean;
}

/** The quality that the loop owes to the user, in the order in which it was taken. */
export interface HeldLevels {
  took(entry: ActionEntry, cause: Cause, healthy: readonly Tick[], now: EpochMs): void;
  restored(entry: ActionEntry, now: EpochMs): void;
  relapsed(entry: ActionEntry, now: EpochMs): void;
  /** A person took over: nothing is owed any more. */
  release(entry: ActionEntry): void;
  /** Notes which causes are open now: none of what they touch is given back. */
  pressure(open: readonly Cause[], now: EpochMs): void;
  /** What may be given back now: the newest first, as its cause is the freshest known. */
  due(now: EpochMs): Held | undefined;
  all(): readonly Held[];
}

export function createHeldLevels(policy: LoopPolicy): HeldLevels {
  let held: readonly Held[] = [];

  const find = (entry: ActionEntry): Held | undefined => held.find((one) => one.entry === entry);
  const release = (entry: ActionEntry): void => {
    held = held.filter((one) => one.entry !== entry);
  };

  function wait(one: Held): number {
    if (one.restoring) return policy.restoreStep;
    const doubled = policy.restoreAfter * 2 ** one.relapses;
    const coolDown = one.entry.action.coolDown ?? policy.coolDown;
    return Math.max(coolDown, Math.min(policy.mostRestoreAfter, doubled));
  }

  return {
    took(entry, cause, healthy, now) {
      const relapses = find(entry)?.relapses ?? 0;
      release(entry);
      held = [
        ...held,
        { entry, cause, healthy, changedAt: now, pressureAt: now, relapses, restoring: false },
      ];
    },
    restored(entry, now) {
      const one = find(entry);
      if (!one) return;
      one.changedAt = now;
      one.restoring = true;
      if (entry.level === 0) release(entry);
    },
    relapsed(entry, now) {
      const one = find(entry);
      if (!one) return;
      one.changedAt = now;
      one.pressureAt = now;
      one.relapses += 1;
      one.restoring = false;
    },
    release,
    pressure(open, now) {
      for (const one of held) {
        if (!open.some((cause) => areRelated(cause, one.cause))) continue;
        one.pressureAt = now;
        one.restoring = false;
      }
    },
    due(now) {
      return held.findLast(
        (one) =>
          one.entry.mode === 'automatic' &&
          one.entry.overriddenUntil <= now &&
          now - Math.max(one.changedAt, one.pressureAt) >= wait(one),
      );
    },
    all: () => held,
  };
}
