import { expect, it } from 'vitest';
import { createGuard } from '../browser/guard.js';
import { createFakeClock } from '../testing/fake-clock.js';
import { createGovernor } from './governor.js';
import { createOverheadReader } from './overhead.js';

it('sums up our own time by part, and leaves the host’s listeners out', () => {
  const clock = createFakeClock();
  const guard = createGuard(clock.now, () => undefined);
  const governor = createGovernor(0.01, []);
  const read = createOverheadReader({ guard, governor, takeWrapperCost: () => 15 });
  guard.run('collectors', () => clock.advance(10));
  guard.run('host', () => clock.advance(500));
  guard.fault(new Error('ours'));
  expect(read(5_000)).toEqual({
    cpu: 0.005,
    parts: { wrappers: 15, collectors: 10 },
    shed: [],
    faults: 1,
  });
});
