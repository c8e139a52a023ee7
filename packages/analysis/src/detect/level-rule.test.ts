import { expect, it } from 'vitest';
import { createGateKeeper } from './gate-keeper.js';
import { createLevelRule } from './level-rule.js';
import { levelSpecs } from './level-spec.js';

/** Seconds until an alarm, where allocation grows by `factor` when the calls a second do by e^`calls`; absent within 60. */
function delay(factor: number, calls: number): number | undefined {
  const spec = levelSpecs({}).find(({ kind }) => kind === 'allocation-churn');
  if (!spec) throw new Error('no rule on allocation');
  const rule = createLevelRule(spec);
  for (let second = 0; second < 260; second++) {
    const since = second - 200;
    const now = second * 1_000;
    const gate = { ...createGateKeeper().gate, now, settled: true, warm: true };
    gate.callsNow = since >= 0 ? calls : 0;
    const allocationRate = 1e6 * (since >= 0 ? factor : 1) * (1 + 0.1 * Math.sin(second));
    if (rule.step({ timestamp: now, interval: 1_000, visibility: 1, allocationRate }, gate)) return since;
  }
  return undefined;
}

it('tells of allocation that grew with no more calls', () => {
  expect(delay(3, 0)).toBeLessThan(30);
});

it('says nothing of what more calls allocate', () => {
  expect(delay(3, Math.log(3))).toBeUndefined();
});

it('tells of what is far beyond that', () => {
  expect(delay(100, Math.log(3))).toBeLessThan(30);
});
