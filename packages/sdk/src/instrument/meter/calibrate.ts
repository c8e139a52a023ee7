import type { Clock } from './clock.js';
import { NEVER, createFunctionState, type FunctionState } from './function-state.js';
import type { Meter } from './meter.js';
import { TYPICAL_COSTS, type WrapperCosts } from './wrapper-costs.js';

type Call = () => unknown;

/** Measures what the wrappers cost on this machine, a slice of about a third of a millisecond at a time. */
export interface Calibration {
  /** Does one slice, until there were enough; meant to be called at ticks, where nobody waits. */
  step(): void;
  /** Timed calls that were made for this, and are none of the host's. */
  readonly timedCalls: number;
}

export interface CalibrationDeps {
  readonly clock: Clock;
  readonly meter: Meter;
  /** Makes a wrapper as the host gets one. */
  readonly wrap: (f: Call, state: FunctionState) => Call;
}

/** The first slices run before the optimising compiler has seen the code; what they read is forgotten. */
const WARM_UP = 4;
/** After so many, the median is right to a tenth even where the clock's step is a third of a slice. */
const SLICES = 12;
const READS = 2_000;
const TIMED_CALLS = 1_000;
const COUNTED_ROUNDS = 500;
/** A reading further from the typical cost than this is no reading: the machine stood still, or the clock did. */
const PLAUSIBLE = 8;
/** Different functions, as a page's exports are: the engine must not merge them into the loop. */
const NOTHINGS: readonly Call[] = [() => 1, () => 2, () => 3, () => 4];

export function createCalibration({ clock, meter, wrap }: CalibrationDeps): Calibration {
  const { now } = clock;
  const timed = createFunctionState({ name: 'calibration', kind: 'host' });
  const counted = createFunctionState({ name: 'calibration', kind: 'host' });
  const wrapped = NOTHINGS.map((nothing) => wrap(nothing, counted));
  const slices: WrapperCosts[] = [];

  function slice(): WrapperCosts {
    const start = now();
    for (let i = 0; i < READS; i++) now();
    const read = now();
    for (let i = 0; i < TIMED_CALLS; i++) meter.leave(meter.enter(timed));
    const entered = now();
    counted.left = counted.armed = NEVER;
    for (let i = 0; i < COUNTED_ROUNDS; i++) for (const call of wrapped) call();
    const through = now();
    for (let i = 0; i < COUNTED_ROUNDS; i++) for (const call of NOTHINGS) call();
    const bare = now() - through;
    return {
      read: (read - start) / READS,
      timed: (entered - read) / TIMED_CALLS,
      counted: (through - entered - bare) / (COUNTED_ROUNDS * NOTHINGS.length),
    };
  }

  return {
    get timedCalls() {
      return timed.timed;
    },
    step() {
      if (slices.length === SLICES || !meter.sampling.timing) return;
      slices.push(slice());
      if (slices.length <= WARM_UP) return;
      for (const key of ['read', 'timed', 'counted'] as const) {
        const middle = median(slices.slice(WARM_UP).map((each) => each[key]));
        const typical = TYPICAL_COSTS[key];
        meter.costs[key] = Math.max(typical / PLAUSIBLE, Math.min(typical * PLAUSIBLE, middle));
      }
    },
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
