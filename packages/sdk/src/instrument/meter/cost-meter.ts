import { callsOf, type FunctionState } from './function-state.js';
import type { WrapperCosts } from './wrapper-costs.js';

/** Estimates what the wrappers cost the host. */
export interface CostMeter {
  /** Milliseconds since the last call. */
  take(): number;
}

export interface CostMeterDeps {
  readonly costs: WrapperCosts;
  /** Timed calls since the start. */
  readonly timedCalls: () => number;
  readonly states: () => Iterable<FunctionState>;
}

export function createCostMeter({ costs, timedCalls, states }: CostMeterDeps): CostMeter {
  let lastCalls = 0;
  let lastTimed = 0;
  return {
    take() {
      let calls = 0;
      for (const state of states()) calls += callsOf(state);
      const timed = timedCalls();
      const cost = Math.max(0, calls - lastCalls) * costs.counted + (timed - lastTimed) * costs.timed;
      lastCalls = calls;
      lastTimed = timed;
      return cost;
    },
  };
}
