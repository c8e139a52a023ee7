import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextCronTime, parseCron } from './cron.js';
import { parseCadence } from './interval.js';
import { createReportSchedule } from './report-schedule.js';

const at = (iso: string) => Date.parse(iso);
const next = (text: string, after: string) => new Date(parseCadence(text).next(at(after)) ?? 0).toISOString();

describe('parseCadence', () => {
  it.each([
    ['15m', '2026-11-23T14:03:20Z', '2026-11-23T14:15:00.000Z'],
    ['1h', '2026-11-23T14:00:00Z', '2026-11-23T15:00:00.000Z'],
    ['1d', '2026-11-23T14:00:00Z', '2026-11-24T00:00:00.000Z'],
    ['0 8 * * 1', '2026-11-23T14:00:00Z', '2026-11-30T08:00:00.000Z'],
    ['*/20 9-17 * * mon-fri', '2026-11-27T17:50:00Z', '2026-11-30T09:00:00.000Z'],
    ['30 4 1,15 * 5', '2026-11-23T14:00:00Z', '2026-11-27T04:30:00.000Z'],
    ['0 0 29 2 *', '2026-11-23T14:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['0 12 * * 7', '2026-11-23T14:00:00Z', '2026-11-29T12:00:00.000Z'],
  ])('%s after %s is due at %s', (text, after, due) => {
    expect(next(text, after)).toBe(due);
  });

  it.each([
    '',
    '5',
    '0m',
    '1s',
    '-5m',
    '1.5h',
    '400d',
    '15 minutes',
    '60 * * * *',
    '* * * *',
    '* * 0 * *',
    '5-1 * * * *',
    '* * * foo *',
  ])('refuses %j by naming the forms that are right', (text) => {
    expect(() => parseCadence(text)).toThrow(/'15m', '1h' or '1d'.*cron expression of five fields/);
  });

  it('is always due later, and never for 30 February', () => {
    const cron = parseCron('7 */3 * * *');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (after) => {
        const due = nextCronTime(cron, after) ?? 0;
        expect(due).toBeGreaterThan(after);
        expect(due - after).toBeLessThanOrEqual(3 * 3_600_000);
      }),
    );
    expect(nextCronTime(parseCron('0 0 30 2 *'), 0)).toBeUndefined();
  });
});

/** A clock that a test sets: timers fire when time is moved past them, or late where the machine slept. */
function createClock(start: number) {
  let now = start;
  let timers: { at: number; run: () => void }[] = [];
  return {
    clock: {
      now: () => now,
      setTimeout: (run: () => void, ms: number) => {
        const timer = { at: now + ms, run };
        timers.push(timer);
        return timer;
      },
      clearTimeout: (timer: unknown) => {
        timers = timers.filter((other) => other !== timer);
      },
    },
    async moveTo(time: number, jump = false) {
      for (;;) {
        const due = timers.filter((timer) => timer.at <= time).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        timers = timers.filter((timer) => timer !== due);
        now = jump ? time : Math.max(now, due.at);
        due.run();
        await new Promise((resolve) => setImmediate(resolve));
      }
      now = time;
    },
    timers: () => timers.length,
  };
}

const HOUR = 3_600_000;

describe('createReportSchedule', () => {
  it('runs at each due time, once', async () => {
    const { clock, moveTo } = createClock(10);
    const runs: number[] = [];
    createReportSchedule({ every: '1h', clock, run: (due) => void runs.push(due) });
    await moveTo(3 * HOUR + 5);
    expect(runs).toEqual([HOUR, 2 * HOUR, 3 * HOUR]);
  });

  it('catches up once for all that it slept through, and says for how many', async () => {
    const { clock, moveTo } = createClock(10);
    const runs: [number, number][] = [];
    const schedule = createReportSchedule({
      every: '1h',
      clock,
      run: (due, missed) => void runs.push([due, missed]),
    });
    await moveTo(7.5 * HOUR, true);
    expect(runs).toEqual([[7 * HOUR, 6]]);
    expect(schedule.next).toBe(8 * HOUR);
    await moveTo(8 * HOUR);
    expect(runs).toHaveLength(2);
  });

  it('catches up once for what was due while it was not running, and not for what was done', async () => {
    const { clock, moveTo } = createClock(5.2 * HOUR);
    const runs: number[] = [];
    const run = (due: number) => void runs.push(due);
    createReportSchedule({ every: '1h', clock, lastRun: 2 * HOUR, run });
    createReportSchedule({ every: '1h', clock, lastRun: 5 * HOUR, run });
    await moveTo(5.3 * HOUR);
    expect(runs).toEqual([5 * HOUR]); // the first of the two schedules: the second had run already
  });

  it('goes on after a run that threw, and stops for good', async () => {
    const { clock, moveTo, timers } = createClock(0);
    const errors: unknown[] = [];
    const schedule = createReportSchedule({
      every: '1h',
      clock,
      run: () => Promise.reject(new Error('no')),
      onError: (error) => errors.push(error),
    });
    await moveTo(2 * HOUR);
    expect(errors).toHaveLength(2);
    schedule.stop();
    expect([schedule.next, timers()]).toEqual([undefined, 0]);
  });

  it('never runs twice for one due time, whatever the clock does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 * HOUR }), { maxLength: 8 }), async (moves) => {
        const { clock, moveTo } = createClock(1);
        const runs: number[] = [];
        const schedule = createReportSchedule({ every: '2h', clock, run: (due) => void runs.push(due) });
        let now = 1;
        for (const move of moves) await moveTo((now += move), true);
        schedule.stop();
        expect(new Set(runs).size).toBe(runs.length);
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });
});
