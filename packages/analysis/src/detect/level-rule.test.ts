import type { AnomalyKind, Tick } from '@wasm-vitals/protocol';
import { expect, it } from 'vitest';
import type { Gate } from './gate.js';
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

/** Seconds in which a rule is active; each second a page says what it reads and what the gate knows. */
function alarms(kind: AnomalyKind, page: (second: number) => { tick?: Partial<Tick>; gate?: Partial<Gate> }) {
  const spec = levelSpecs({}).find((each) => each.kind === kind);
  if (!spec) throw new Error(`no rule on ${kind}`);
  const rule = createLevelRule(spec);
  const seconds: number[] = [];
  for (let second = 0; second < 400; second++) {
    const now = second * 1_000;
    const { tick, gate } = page(second);
    const settled = { now, settled: true, warm: true, memorySettled: true, memoryWarm: true };
    const active = rule.step(
      { timestamp: now, interval: 1_000, visibility: 1, ...tick },
      { ...createGateKeeper().gate, ...settled, ...gate },
    );
    if (active) seconds.push(second);
  }
  return seconds;
}

const noise = (second: number): number => 1 + 0.03 * Math.sin(7 * second);
const within = (second: number, start: number, end: number): boolean => second >= start && second < end;

it('compares memory with what it fell to and stayed at', () => {
  const [high, low, more] = [1e8, 6e7, 8e7];
  const seconds = alarms('memory-step', (second) => {
    const level = second < 250 ? high : second < 330 ? low : more;
    return { tick: { wasmLive: level * (1 + 0.005 * Math.sin(second)) } };
  });
  expect(seconds[0]).toBeGreaterThan(330);
  expect(seconds[0]).toBeLessThan(350);
});

it('does not take the end of too much memory, while the work changes, for a lower level', () => {
  const seconds = alarms('memory-step', (second) => ({
    tick: { wasmLive: 1e8 * (within(second, 200, 260) ? 1.4 : 1) * (1 + 0.005 * Math.sin(second)) },
    gate: { workEdge: within(second, 265, 271), workStep: 0.1 },
  }));
  expect(seconds[0]).toBeGreaterThan(205);
  expect(seconds.at(-1)).toBeLessThan(275);
});

it('excuses what content costs while the page that shows it rests, as it did before', () => {
  const work = (second: number): number => (second < 200 ? 0 : second < 240 ? 1.1 : -3);
  const seconds = alarms('execution-slow', (second) => ({
    gate: {
      callTime: 0.1 * noise(second) * (within(second, 200, 300) ? 1.35 : 1),
      work: within(second, 200, 300) ? work(second) : 0,
      workShifted: within(second, 200, 300),
      idle: within(second, 240, 300),
    },
  }));
  expect(seconds).toEqual([]);
});

it('makes no window of a hiccup right after a mute', () => {
  const seconds = alarms('execution-slow', (second) => ({
    gate: {
      callTime: 0.1 * noise(second) * (within(second, 240, 248) ? 3 : 1),
      muted: within(second, 227, 240),
    },
  }));
  expect(seconds).toEqual([]);
});

it('leaves it to a page that rests for a third of its time how many frames it asks for', () => {
  const slower = (second: number): number => (within(second, 200, 300) ? 0.6 : 1);
  const page = (share: number) => (second: number) => ({
    tick: second % 9 < share * 9 ? {} : { fps: 60 * slower(second) * (1 + 0.01 * Math.sin(second)) },
  });
  expect(alarms('frame-rate-drop', page(0))[0]).toBeLessThan(220);
  expect(alarms('frame-rate-drop', page(1 / 3))).toEqual([]);
});

it('takes no trend for a correlation, which would ask for more proof: calls that turn slower by degrees', () => {
  const slower = (second: number): number => Math.exp(0.004 * Math.max(0, second - 100));
  const random = (second: number): number => ((second * 7_919) % 97) / 97 - 0.5;
  const [first = Infinity] = alarms('execution-slow', (second) => ({
    gate: { callTime: 0.1 * (1 + random(second)) * slower(second) },
  }));
  // at 261 where the trend counts as one
  expect(first).toBeLessThan(259);
});

it('takes no memory for a step that a little more work explains', () => {
  const step = (workNow: number): number[] =>
    alarms('memory-step', (second) => ({
      tick: { wasmLive: 1e8 * (second >= 200 ? 1.18 : 1) * (1 + 0.005 * Math.sin(second)) },
      gate: { workNow: second >= 200 ? workNow : 0 },
    }));
  expect(step(0)[0]).toBeLessThan(225);
  expect(step(0.15)).toEqual([]);
});

it('counts from its begin what the loading under way does not explain', () => {
  const seconds = alarms('memory-step', (second) => ({
    tick: { wasmLive: 1e8 * (second >= 200 ? 1.9 : 1) * (1 + 0.005 * Math.sin(second)) },
    gate: { workEdge: within(second, 200, 226), workStep: 0.1 },
  }));
  // It is known 4 s after the edge, and then it has lasted for long enough.
  expect(seconds[0]).toBe(230);
});

it('takes only half of what calls are more for why each takes longer', () => {
  const slow = (factor: number) =>
    alarms('execution-slow', (second) => {
      const isBusy = within(second, 280, 330);
      const callTime = 2 * (within(second, 290, 330) ? factor : 1) * noise(second);
      return { gate: { callTime, work: isBusy ? Math.log(1.5) : 0, workShifted: isBusy } };
    });
  expect(slow(1.7)[0]).toBeLessThan(320);
  expect(slow(1.25)).toEqual([]);
});

/** Memory that is `more` than usual from 200 on with more work, which is the usual work from 245 on. */
const withOtherWork = (more: (second: number) => number) =>
  alarms('memory-step', (second) => ({
    tick: { wasmLive: 1e8 * more(second) * (1 + 0.005 * Math.sin(second)) },
    gate: {
      workNow: within(second, 200, 245) ? 0.6 : 0,
      workShifted: within(second, 200, 245),
      workEvent: second === 245 ? 'accept' : undefined,
    },
  }));

it('takes what other work holds for usual once that is', () => {
  expect(withOtherWork((second) => (second < 200 ? 1 : 1.4))).toEqual([]);
});

it('does not take what came later for a part of it', () => {
  expect(withOtherWork((second) => (second < 200 ? 1 : second < 236 ? 1.4 : 1.82))[0]).toBeLessThan(290);
});

it('lets a page that rests hold what its work held', () => {
  const seconds = alarms('memory-step', (second) => ({
    tick: { wasmLive: 1e8 * (second < 200 ? 1 : 1.4) * (1 + 0.005 * Math.sin(second)) },
    gate: { workNow: within(second, 200, 230) ? 0.6 : 0, idle: second >= 230 },
  }));
  expect(seconds).toEqual([]);
});

it('does not take what goes while the content changes for the range of the content that comes', () => {
  const seconds = alarms('memory-step', (second) => {
    const level = second < 153 ? 2e8 : second < 197 ? 1e8 : 1.6e8;
    return {
      tick: { wasmLive: level * (1 + 0.005 * Math.sin(second)) },
      gate: {
        rebase: second === 150,
        muted: within(second, 150, 165),
        loading: within(second, 195, 207),
      },
    };
  });
  expect(seconds).toEqual([]);
});

it('learns how many frames work leaves that comes back, where it was never seen for long', () => {
  const seconds = alarms('frame-rate-drop', (second) => ({
    tick: { fps: (second < 200 ? 60 : 30) * noise(second), longFrames: 0 },
    gate: {
      refreshRate: 60,
      frameShare: second < 200 ? 0.6 : 1.2,
      workNow: within(second, 200, 214) ? 0.7 : 0,
      workShifted: within(second, 200, 214),
      workEvent: second === 214 ? 'restore' : undefined,
    },
  }));
  expect(seconds).toEqual([]);
});

it('does not judge the rate that a page chose while it rested, though it draws more at it', () => {
  const rest = (second: number) => within(second, 200, 300);
  const page = (isIdle: (second: number) => boolean) =>
    alarms('frame-rate-drop', (second) => ({
      tick: { fps: (rest(second) ? 30 : 60) * (1 + 0.01 * Math.sin(second)), longFrames: 0 },
      gate: { idle: isIdle(second) },
    }));
  expect(page((second) => within(second, 200, 215))).toEqual([]);
  expect(page(() => false)[0]).toBeLessThan(230);
});
