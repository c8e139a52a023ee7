import { callsOf, type FunctionState } from './function-state.js';
import { TIMED_CALL_COST_MS, type Meter } from './meter.js';

/** What a call that is only counted costs beyond the call, in ms (`bench:call`: sampled minus direct). */
const COUNTED_CALL_COST_MS = 0.000004;

/** Estimates what the wrappers cost the host. */
export interface CostMeter {
  /** Milliseconds since the last call. */
  take(): number;
}

export function createCostMeter(meter: Meter, states: () => Iterable<FunctionState>): CostMeter {
  let lastCalls = 0;
  let lastTimed = 0;
  return {
    take() {
      let calls = 0;
      for (const state of states()) calls += callsOf(state);
      const cost =
        Math.max(0, calls - lastCalls) * COUNTED_CALL_COST_MS +
        (meter.timedCalls - lastTimed) * TIMED_CALL_COST_MS;
      lastCalls = calls;
      lastTimed = meter.timedCalls;
      return cost;
    },
  };
}
