import type { Tick } from '@wasm-vitals/protocol';
import { expect, it } from 'vitest';
import type { Gate } from './gate.js';
import { createTrendRule, trendSpecs } from './trend-rule.js';

const [memory, execution] = trendSpecs({});
const CALM = {
  drop: false,
  rebase: false,
  reset: false,
  loading: false,
  warm: true,
  memoryWarm: true,
  settled: true,
};

/** The second of the alarm in seven minutes; what is read begins to change after four. */
function alarmOf(
  spec: typeof memory,
  reading: (since: number) => number,
  gateAt: (since: number) => Partial<Gate> = () => ({}),
): number | undefined {
  if (!spec) throw new Error('no such rule');
  const rule = createTrendRule(spec);
  for (let second = 0; second < 420; second++) {
    const since = second - 240;
    const value = reading(since) * (1 + 0.01 * Math.sin(2 * second));
    const now = second * 1_000;
    const gate = { ...CALM, now, interval: 1_000, callTime: value, ...gateAt(since) } as Gate;
    const tick: Tick = { timestamp: now, interval: 1_000, visibility: 1, wasmLive: value };
    if (rule.step(tick, gate)) return since;
  }
  return undefined;
}

const leak = (since: number): number => 2e7 * (1 + Math.max(0, since) / 300);

it('sees a leak through edges of the work, one after the other', () => {
  const edges = (since: number): Partial<Gate> => ({ workEdge: since % 15 < 6, workStep: 0.2 });
  expect(alarmOf(memory, leak, edges)).toBeLessThan(60);
});

it('sees a leak that goes on after something was loaded', () => {
  const isLoading = (since: number): boolean => since >= 20 && since < 36;
  const loaded = (since: number): number => leak(since) * (since >= 24 ? 1.3 : 1);
  const found = alarmOf(memory, loaded, (since) => ({ loading: isLoading(since) }));
  expect(found).toBeGreaterThan(36);
  expect(found).toBeLessThan(90);
});

it('takes no more for a leak than what other work does not explain', () => {
  const more = (since: number): Partial<Gate> => ({ workShifted: since >= 0 && since < 45, workNow: 0.3 });
  const content = (since: number): number => 2e7 * (1 + 0.18 * Math.min(1, Math.max(0, since) / 40));
  expect(alarmOf(memory, content)).toBeLessThan(60);
  expect(alarmOf(memory, content, more)).toBeUndefined();
});

it('takes what was loaded, a step, and a cache that fills for no leak', () => {
  const loading = (since: number): Partial<Gate> => ({ loading: since >= 0 && since < 20 });
  expect(alarmOf(memory, (since) => (since >= 5 ? 2.6e7 : 2e7), loading)).toBeUndefined();
  expect(alarmOf(memory, (since) => (since >= 5 ? 2.6e7 : 2e7))).toBeUndefined();
  const fills = (since: number): number => 2e7 * (1 + 0.07 * (1 - Math.exp(-Math.max(0, since) / 60)));
  expect(alarmOf(memory, fills)).toBeUndefined();
});

it('takes what comes back from a dip to a little above what was usual for no leak', () => {
  const back = (since: number): number =>
    2e7 * (since < -60 ? 1 : 0.9 + 0.13 * Math.min(1, Math.max(0, since + 60) / 60));
  expect(alarmOf(memory, back)).toBeUndefined();
});

it('sees a leak so slow that two minutes hold too little of it', () => {
  const slow = (since: number): number => 2e7 * (1 + Math.max(0, since + 180) / 1_400);
  expect(alarmOf(memory, slow)).toBeLessThan(60);
});

it('asks for more certainty where memory ends by less than the least growth above what was usual', () => {
  const dips = (to: number) => (since: number) =>
    2e7 * (since < -60 ? 1 : 0.93 + (to - 0.93) * Math.min(1, Math.max(0, since + 60) / 70)) * wobble(since);
  const wobble = (since: number): number => 1 + 0.02 * Math.sin(since / 7);
  expect(alarmOf(memory, dips(1.07))).toBeUndefined();
  expect(alarmOf(memory, dips(1.2))).toBeDefined();
});

it('sees calls that take ever longer, and no warm machine', () => {
  const ramp = (since: number): number => 2 * 1.9 ** Math.min(1, Math.max(0, since) / 120);
  expect(alarmOf(execution, ramp)).toBeLessThan(90);
  const little = (since: number): number => 2 * 1.28 ** Math.min(1, Math.max(0, since) / 90);
  expect(alarmOf(execution, little)).toBeLessThan(100);
  const warm = (since: number): number => 2 * 1.18 ** Math.min(1, Math.max(0, since) / 60);
  expect(alarmOf(execution, warm)).toBeUndefined();
});

it('ceases to call calls slow where there are none any more', () => {
  if (!execution) throw new Error('no such rule');
  const rule = createTrendRule(execution);
  const tells = (second: number, callTime: number | undefined): boolean => {
    const now = second * 1_000;
    const gate = { ...CALM, now, interval: 1_000, callTime } as Gate;
    return rule.step({ timestamp: now, interval: 1_000, visibility: 1 }, gate);
  };
  let was = false;
  for (let second = 0; second < 360; second++) was = tells(second, 2 * 2 ** Math.max(0, second / 120 - 2));
  expect(was).toBe(true);
  for (let second = 360; second < 400; second++) was = tells(second, undefined);
  expect(was).toBe(false);
});
