import { expect, it } from 'vitest';
import type { Gate } from './gate.js';
import { createHeapRule } from './heap-rule.js';

const GATE = {
  drop: false,
  rebase: false,
  memorySettled: true,
  memoryWarm: true,
  loading: false,
  workDoubt: 0,
  resting: false,
  waking: false,
};
const PERIOD = 5;

/** Whether a heap of 60 MB that a scene makes a quarter larger after four minutes is called a leak in the next three. */
function alarms(work: (since: number) => Partial<Gate>): boolean {
  const rule = createHeapRule();
  let alarmed = false;
  for (let second = 0; second < 420; second++) {
    const since = second - 240;
    const now = second * 1_000;
    const calm = { workShifted: false, workShiftedFor: 0, workEdge: false, workEvent: undefined };
    const gate = { ...GATE, ...calm, now, interval: 1_000, ...(since >= 0 ? work(since) : {}) } as Gate;
    const floor = 6e7 * (since >= 0 ? 1.25 : 1) * (1 + 0.01 * Math.sin(second / PERIOD));
    const jsHeapUsed = floor * (1 + (0.3 * (second % PERIOD)) / PERIOD);
    alarmed = rule.step({ timestamp: now, interval: 1_000, visibility: 1, jsHeapUsed }, gate) || alarmed;
  }
  return alarmed;
}

it('takes for content what came a moment before the calls changed for good', () => {
  const work = (since: number): Partial<Gate> => {
    const isOff = since >= 3 && since < 48;
    return {
      workEdge: since >= 3 && since < 9,
      workShifted: isOff,
      workShiftedFor: isOff ? since - 2 : 0,
      workEvent: since === 48 ? 'accept' : undefined,
    };
  };
  expect(alarms(work)).toBe(false);
});

it('takes for content what came at once and grows no further, where the calls are the same', () => {
  expect(alarms(() => ({}))).toBe(false);
});

it('sees a leak so fast that collections free next to nothing of it', () => {
  const rule = createHeapRule();
  const calm = { workShifted: false, workShiftedFor: 0, workEdge: false, workEvent: undefined };
  let used = 30e6;
  for (let second = 0; second < 300; second++) {
    const leaks = second >= 240;
    // Garbage of 0.5 MB a second, collected every fifth: 6 % of the heap, and 3 % where much of it stays.
    used += (second % 5 === 0 ? -2e6 : 0.5e6) + (leaks ? 0.9e6 : 0);
    const now = second * 1_000;
    const gate = { ...GATE, ...calm, now, interval: 1_000 } as Gate;
    const tick = { timestamp: now, interval: 1_000, visibility: 1, jsHeapUsed: used };
    if (rule.step(tick, gate)) return expect(second - 240).toBeLessThan(30);
  }
  expect.unreachable('no alarm in a minute');
});

/** Whether a heap whose scene makes it a fifth larger alarms, where all is told second by second. */
function heapAlarms(size: (second: number) => number, extra: (second: number) => Partial<Gate>): boolean {
  const rule = createHeapRule();
  for (let second = 0; second < 420; second++) {
    const now = second * 1_000;
    const calm = { workShifted: false, workShiftedFor: 0, workEdge: false, workEvent: undefined };
    const gate = { ...GATE, ...calm, now, interval: 1_000, ...extra(second) } as Gate;
    const floor = 6e7 * size(second) * (1 + 0.01 * Math.sin(second / PERIOD));
    const jsHeapUsed = floor * (1 + (0.3 * (second % PERIOD)) / PERIOD);
    if (rule.step({ timestamp: now, interval: 1_000, visibility: 1, jsHeapUsed }, gate)) return true;
  }
  return false;
}

const scene = (second: number): number => (second >= 220 ? 1.2 : 1);
const rests = (second: number): Partial<Gate> => {
  const rest = second >= 200 && second < 240;
  const isOff = second >= 243 && second < 288;
  return {
    idle: rest,
    resting: rest,
    waking: second >= 200 && second < 248,
    workEdge: second >= 243 && second < 249,
    workShifted: isOff,
    workShiftedFor: isOff ? second - 242 : 0,
    workEvent: second === 288 ? 'accept' : undefined,
  };
};

it('takes for content what came while the page rested, where its work is another when it goes on', () => {
  expect(heapAlarms(scene, rests)).toBe(false);
});

it('sees a leak of a page that rests, once no content explains it', () => {
  const leak = (second: number): number => 1 + Math.max(0, second - 200) / 120;
  expect(
    heapAlarms(leak, (second) => ({
      idle: second >= 200,
      resting: second >= 200,
      waking: second >= 200,
    })),
  ).toBe(true);
});

it('sees a small heap that only grows, so that no collection shows its floor', () => {
  const rule = createHeapRule();
  const calm = { workShifted: false, workShiftedFor: 0, workEdge: false, workEvent: undefined };
  let used = 6e6;
  for (let second = 0; second < 300; second++) {
    const now = second * 1_000;
    // Half a megabyte of garbage, collected every third second; then 0.2 MB a second that is kept, and no collection.
    used += second >= 240 ? 0.2e6 : second % 3 === 0 ? -0.5e6 : 0.25e6;
    const gate = { ...GATE, ...calm, now, interval: 1_000 } as Gate;
    const tick = { timestamp: now, interval: 1_000, visibility: 1, jsHeapUsed: used };
    if (rule.step(tick, gate)) return expect(second - 240).toBeLessThan(30);
  }
  expect.unreachable('no alarm in a minute');
});

it('takes a page that ceased to make garbage for no leak', () => {
  const rule = createHeapRule();
  const calm = { workShifted: false, workShiftedFor: 0, workEdge: false, workEvent: undefined };
  for (let second = 0; second < 400; second++) {
    const now = second * 1_000;
    const jsHeapUsed = second >= 242 ? 6.5e6 : 6e6 + 0.25e6 * (second % 3);
    const gate = { ...GATE, ...calm, now, interval: 1_000 } as Gate;
    expect(rule.step({ timestamp: now, interval: 1_000, visibility: 1, jsHeapUsed }, gate)).toBe(false);
  }
});

/** Seconds of what a heap of 60 MB is told of: its alarms begin, or begin anew. */
function heapTold(
  size: (second: number) => number,
  extra: (second: number) => Partial<Gate>,
  until = 420,
  least?: number,
) {
  const rule = createHeapRule(least);
  const told: number[] = [];
  let was = false;
  for (let second = 0; second < until; second++) {
    const now = second * 1_000;
    const calm = { workShifted: false, workShiftedFor: 0, workEdge: false, workEvent: undefined };
    const gate = { ...GATE, ...calm, now, interval: 1_000, ...extra(second) } as Gate;
    const floor = 6e7 * size(second) * (1 + 0.01 * Math.sin(second / PERIOD));
    const jsHeapUsed = floor * (1 + (0.3 * (second % PERIOD)) / PERIOD);
    const is = rule.step({ timestamp: now, interval: 1_000, visibility: 1, jsHeapUsed }, gate);
    if ((is && !was) || rule.worsened?.()) told.push(second);
    was = is;
  }
  return told;
}

const grows = (second: number, from: number, to = Infinity): number =>
  second >= to ? 1 : 1 + Math.max(0, second - from) / 200;

it('sees a leak that goes on while this and that is loaded', () => {
  const loads = (second: number): Partial<Gate> => ({ loading: second >= 240 && second % 40 < 14 });
  expect(heapTold((second) => grows(second, 240), loads)[0]).toBeLessThan(360);
});

it('sees what is beyond what other work explains, while it is another', () => {
  const shifted = (second: number): Partial<Gate> => ({ workShifted: second >= 240, workNow: 0.25 });
  expect(heapTold((second) => (second >= 240 ? 1.35 : 1), shifted)[0]).toBeLessThan(270);
  expect(heapTold((second) => (second >= 240 ? 1.1 : 1), shifted)).toEqual([]);
});

it('remembers what other work explains while a page that draws on demand pauses', () => {
  const pauses = (second: number): Partial<Gate> => ({
    workShifted: second >= 240 && second % 30 < 15,
    workNow: 0.6,
  });
  expect(heapTold((second) => (second >= 240 ? 1.2 : 1), pauses)).toEqual([]);
});

it('tells of a leak anew that begins on what another one left behind', () => {
  const size = (second: number): number =>
    second < 260 ? grows(second, 220) : second < 330 ? 1.2 : 1.2 * grows(second, 330);
  const told = heapTold(size, () => ({}), 460);
  expect(told.length).toBeGreaterThan(1);
  expect(told.at(-1)).toBeGreaterThan(330);
});

it('tells of what grows, and of more at once than content is', () => {
  const fast = (second: number): number => Math.min(1.25, grows(second, 240));
  expect(heapTold(fast, () => ({}))[0]).toBeLessThan(290);
  const steps = (to: number) => (second: number) => (second >= 240 ? to : 1);
  expect(heapTold(steps(1.5), () => ({}))[0]).toBeLessThan(260);
  expect(heapTold(steps(1.25), () => ({}))).toEqual([]);
});

it('measures by the level of what came at once, once it stays', () => {
  const size = (second: number): number => (second >= 240 ? 1.2 : 1) * grows(second, 320);
  const told = heapTold(size, () => ({}));
  expect(told[0]).toBeGreaterThan(330);
  expect(told[0]).toBeLessThan(370);
});

it('adds nothing up that came at once twice', () => {
  const size = (second: number): number => (second >= 400 ? 1.3 : second >= 230 ? 1.15 : 1);
  expect(heapTold(size, () => ({}), 480)).toEqual([]);
});

it('adds up what a heap of 8 MB gains by steps that are too small to tell of', () => {
  const size = (second: number): number => (8 / 60) * (second >= 340 ? 1.34 : second >= 240 ? 1.16 : 1);
  expect(heapTold(size, () => ({}))[0]).toBeGreaterThan(340);
});

it('counts a heap that no collection empties by when it was as low', () => {
  const rule = createHeapRule();
  let used = 6e6;
  for (let second = 0; second < 300; second++) {
    const now = second * 1_000;
    const leaks = second >= 240;
    // A collection every third second; then 0.2 MB a second that is kept, and but one collection, after 26 s.
    const keeps = second === 266 ? -0.7e6 : 0.18e6;
    used += leaks ? keeps : second % 3 === 0 ? -0.5e6 : 0.25e6;
    const calm = { workShifted: false, workShiftedFor: 0, workEdge: false, workEvent: undefined };
    const gate = { ...GATE, ...calm, now, interval: 1_000 } as Gate;
    if (rule.step({ timestamp: now, interval: 1_000, visibility: 1, jsHeapUsed: used }, gate))
      return expect(second - 240).toBeLessThan(30);
  }
  expect.unreachable('no alarm in a minute');
});

it('measures by the lower level that came after a heap was emptied', () => {
  const size = (second: number): number => (second < 260 ? 1.5 : second < 320 ? 1 : 1.4);
  expect(heapTold(size, () => ({}))[0]).toBeLessThan(350);
});

it('takes content for no leak that is loaded just after a leak has ended', () => {
  const size = (second: number): number => grows(second, 220, 280) * (second >= 286 ? 1.15 : 1);
  const told = heapTold(size, (second) => ({ loading: second >= 284 && second < 300 }));
  expect(told.filter((second) => second >= 284)).toEqual([]);
});

it('says nothing below the least effect that a host sets, whether it comes at once or grows', () => {
  const size = (second: number): number => Math.min(1.4, grows(second, 240));
  expect(heapTold(size, () => ({})).length).toBeGreaterThan(0);
  expect(heapTold(size, () => ({}), 420, 1.5)).toEqual([]);
});
