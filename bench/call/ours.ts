/** Our wrapper, put together as `startInstrumentation` does. Bundled alone: see `call-page.ts`. */
import { createClock } from '../../packages/sdk/src/instrument/meter/clock.js';
import { createFunctionState } from '../../packages/sdk/src/instrument/meter/function-state.js';
import { createMeter } from '../../packages/sdk/src/instrument/meter/meter.js';
import { COUNT_ONLY } from '../../packages/sdk/src/instrument/meter/sampling.js';
import { TYPICAL_COSTS } from '../../packages/sdk/src/instrument/meter/wrapper-costs.js';
import { createFunctionWrappers } from '../../packages/sdk/src/instrument/wrap/function-wrappers.js';

export type Call = (a: number, b: number) => unknown;

/** The level of shedding at which nothing is timed. */

export type How = 'sampled' | 'count' | 'timed';

export function ours(f: Call, how: How): Call {
  // where timing is held to cost nothing, every call is timed
  const costs = how === 'timed' ? { read: 0, timed: 0, counted: 0 } : { ...TYPICAL_COSTS };
  const meter = createMeter(createClock(), costs);
  if (how === 'count') meter.sampling.level = COUNT_ONLY;
  const state = createFunctionState({ name: 'add', kind: 'export' });
  const wrappers = createFunctionWrappers({
    enter: meter.enter,
    leave: (frame) => meter.leave(frame),
    fail: (_state, error) => error,
  });
  return wrappers.wrap(f as never, () => ({ state, memory: undefined }));
}
