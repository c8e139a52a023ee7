import type { DurationMs, Ratio } from '@wasm-vitals/protocol';

/** One thing that can be given up to save time. `name` stands in `overhead.shed`. */
export interface SavingStep {
  readonly name: string;
  apply(): void;
  undo(): void;
}

export interface Governor {
  /** Told the share of one core that the monitor used in the last interval, once a snapshot. Short ones say nothing. */
  note(cpu: Ratio, interval: DurationMs): void;
  /** Gives up so many steps, whatever the cost: somebody asked for it. 0 leaves it to the budget again. */
  setLeast(steps: number): void;
  /** Names of what is given up now, in the order in which it was. */
  shed(): readonly string[];
}

/**
 * In a shorter time, one snapshot (a millisecond or two) looks like half of the budget. Not a whole second: at the least
 * `reportingInterval`, every second interval is some milliseconds shorter than that.
 */
const LEAST_INTERVAL_MS = 500;
/** One interval above the budget may be a collection of garbage inside our callback: two in a row are us. */
const OVER_BEFORE_SHED = 2;
/** So many times the budget is no collection of garbage: then each interval sheds, not each second one. */
const GROSS = 5;
/** Below this share of the budget there is room to take a step back. */
const ROOM = 0.5;
/** Intervals of room before a step back; doubled each time when it proves too early, up to the most. */
const CALM_BEFORE_RESTORE = 3;
const MOST_CALM = 96;

/**
 * Keeps the monitor within its budget by giving up one step after the other, least missed first, and takes them back in
 * reverse when there is room.
 */
export function createGovernor(maxOverhead: Ratio, steps: readonly SavingStep[]): Governor {
  let given = 0;
  /** What the budget asks for, and what somebody else does: the greater one counts. */
  let wanted = 0;
  let least = 0;
  let over = 0;
  let calm = 0;
  let patience = CALM_BEFORE_RESTORE;
  let sinceRestore = Infinity;

  function follow(): void {
    const target = Math.min(steps.length, Math.max(wanted, least));
    while (given < target) steps[given++]?.apply();
    while (given > target) steps[--given]?.undo();
  }

  function shedOne(): void {
    wanted = given + 1;
    follow();
    over = 0;
    if (sinceRestore <= patience) patience = Math.min(MOST_CALM, patience * 2);
  }

  function restoreOne(): void {
    wanted--;
    follow();
    calm = 0;
    sinceRestore = 0;
  }

  return {
    note(cpu, interval) {
      if (interval < LEAST_INTERVAL_MS) return;
      sinceRestore++;
      over = cpu > maxOverhead ? over + 1 : 0;
      calm = cpu < maxOverhead * ROOM ? calm + 1 : 0;
      const tooMuch = over >= OVER_BEFORE_SHED || cpu > maxOverhead * GROSS;
      if (tooMuch && given < steps.length) shedOne();
      else if (calm >= patience && wanted > 0) restoreOne();
    },
    setLeast(count) {
      least = count;
      follow();
    },
    shed: () => steps.slice(0, given).map((step) => step.name),
  };
}
