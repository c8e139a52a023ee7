import { describe, expect, it } from 'vitest';
import { PAGES } from './injectors.js';
import { KINDS, SORT, namesOf } from './kinds.js';
import { planSessions, strengthAt } from './plan.js';

const plan = planSessions();
const faults = plan.flatMap((session) => session.faults.map((fault) => ({ ...fault, page: session.page })));

describe('the plan', () => {
  it.each(KINDS)('has %s at least ten times', (kind) => {
    expect(faults.filter(({ injector }) => injector.kind === kind).length).toBeGreaterThanOrEqual(10);
    expect(namesOf(kind)).not.toEqual([]);
  });

  it('has every page, and every kind that a page without an allocator can show on at least two pages', () => {
    expect(new Set(plan.map(({ page }) => page))).toEqual(new Set(PAGES));
    const demoOnly = KINDS.filter(
      (kind) => new Set(faults.filter((one) => one.injector.kind === kind).map((one) => one.page)).size < 2,
    );
    expect(demoOnly).toEqual(['memory-leak', 'fragmentation', 'memory-limit', 'allocation-churn']);
  });

  it('gives each session time to learn, rests between faults, and an end within a batch', () => {
    for (const { faults: own, events, seconds } of plan) {
      expect(seconds).toBeLessThanOrEqual(552);
      own.forEach(({ start, injector }, i) => {
        const before = own[i - 1];
        expect(start).toBeGreaterThan(SORT[injector.kind] === 'memory' ? 120 : 95);
        if (!before) return;
        expect(start - before.start - before.seconds).toBeGreaterThanOrEqual(27);
        expect(before.injector.last).toBeUndefined();
      });
      for (const event of events) {
        const clear = own.every(
          (fault) =>
            event.start > fault.start + fault.seconds + 8 || event.start + event.seconds <= fault.start - 20,
        );
        expect(clear).toBe(true);
      }
    }
  });

  it('is the same for the same seed, and another for another', () => {
    expect(planSessions().map(({ id }) => id)).toEqual(plan.map(({ id }) => id));
    expect(planSessions(5).map(({ id }) => id)).not.toEqual(plan.map(({ id }) => id));
    expect(new Set(plan.map(({ id }) => id)).size).toBe(plan.length);
  });

  it('has a second and a third round of other sessions, one after the other', () => {
    const rounds = plan.map(({ id }) => (id.includes('-third') ? 3 : id.includes('-again') ? 2 : 1));
    expect(rounds).toEqual([...rounds].sort());
    expect(rounds.indexOf(2)).toBeGreaterThan(30);
    expect(rounds.indexOf(3)).toBeGreaterThan(rounds.indexOf(2));
    expect(new Set(plan.map(({ seed }) => seed)).size).toBe(plan.length);
  });

  it('lets ramps begin at nothing', () => {
    const ramp = faults.find(({ injector }) => injector.ramp && injector.fault === 'slow-export');
    const cpu = faults.find(({ injector }) => injector.means === 'cpu' && !injector.ramp);
    expect(ramp && strengthAt(ramp, 0)).toBe(1);
    expect(ramp && strengthAt(ramp, 60)).toBeCloseTo(ramp?.strength ?? 0);
    expect(cpu && strengthAt(cpu, 0)).toBe(cpu?.strength);
  });
});
