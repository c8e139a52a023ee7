import { describe, expect, test } from 'vitest';
import type { Clock } from './clock.js';
import {
  callsOf,
  createFunctionState,
  forceSample,
  takeWindow,
  type FunctionState,
} from './function-state.js';
import { createMeter } from './meter.js';

const COSTS = { read: 0, timed: 0.0002, counted: 0.000004 };
const TICK_MS = 1_000;

/** A clock that only the work itself moves: no machine is so busy that these tests change. */
function createWorld(resolution = 0, read = 0) {
  let time = 0;
  let nextTick = TICK_MS;
  const now = (): number => {
    time += read;
    return resolution > 0 ? Math.floor(time / resolution) * resolution : time;
  };
  const clock: Clock = { now, resolution };
  const meter = createMeter(clock, { ...COSTS, read });
  const states: FunctionState[] = [];
  const call = (state: FunctionState, work: () => void): void => {
    if (--state.left >= 0) {
      work();
      return;
    }
    const frame = meter.enter(state);
    try {
      work();
    } finally {
      meter.leave(frame);
    }
  };
  const state = (name: string): FunctionState => {
    const made = createFunctionState({ name, kind: 'export' });
    states.push(made);
    return made;
  };
  /** Once a second, as the monitor's sampler does; true where a tick was due. */
  const tick = (): boolean => {
    if (time < nextTick) return false;
    nextTick += TICK_MS;
    for (const each of states) {
      const { calls, timed } = takeWindow(each, each.tick, resolution);
      if (calls > 0) meter.sampling.endTick(each, calls, timed);
    }
    meter.sampling.balance(now());
    return true;
  };
  return { meter, call, state, tick, spend: (ms: number) => void (time += ms), time: () => time };
}

/** mulberry32 */
function createRandom(seed: number): () => number {
  let s = seed;
  return () => {
    s = (s + 0x6d2b79f5) | 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Calls `f` for so many virtual ms, with `duration(i)` each and `pause(i)` between; ours over the true total. */
function ratioOver(
  ms: number,
  world: ReturnType<typeof createWorld>,
  duration: (i: number, justTicked: boolean) => number,
  pause: (i: number) => number = () => 0,
): number {
  const f = world.state('f');
  let total = 0;
  let justTicked = false;
  let i = 0;
  for (; world.time() < ms; i++) {
    const each = duration(i, justTicked);
    total += each;
    world.call(f, () => world.spend(each));
    world.spend(pause(i));
    justTicked = world.tick();
  }
  expect(callsOf(f)).toBe(i);
  return takeWindow(f, f.interval, 0).time / total;
}

const within = (ratio: number, share: number): void => {
  expect(Math.abs(ratio - 1), `ours / true = ${ratio}`).toBeLessThan(share);
};

describe('totals of sampled calls are right within 2 %', () => {
  test('of calls that vary', () => {
    const random = createRandom(1);
    within(
      ratioOver(20_000, createWorld(), () => 0.004 * (0.5 - Math.log(1 - random()) / 2)),
      0.02,
    );
  });

  test('where the clock’s step is 5 µs and calls take 2', () => {
    const random = createRandom(2);
    const duration = (): number => 0.002 * (0.5 + random());
    within(ratioOver(40_000, createWorld(0.005, 0.00007), duration, random), 0.02);
  });

  test('where reading the clock costs as much as the call', () => {
    const random = createRandom(3);
    within(
      ratioOver(2_000, createWorld(0.0001, 0.0001), () => 0.0001 * (0.5 + random())),
      0.02,
    );
  });

  test('of calls in a rhythm: each frame’s first one is long, and each first one after a tick', () => {
    const duration = (i: number, first: boolean): number => (first ? 1 : i % 100 === 0 ? 0.3 : 0.003);
    within(
      ratioOver(60_000, createWorld(), duration, (i) => (i % 100 === 99 ? 10 : 0)),
      0.02,
    );
  });

  test('of a function that turns fast and slow again and again', () => {
    const duration = (i: number): number => ((i >> 13) % 2 === 0 ? 0.02 : 0.001);
    within(ratioOver(30_000, createWorld(), duration), 0.02);
  });

  test('where one call in fifty takes fifty times as long', () => {
    const random = createRandom(4);
    within(
      ratioOver(60_000, createWorld(), () => (random() < 0.02 ? 0.1 : 0.002)),
      0.05,
    );
  });
});

test('a coarse clock’s totals are as right as its steps allow', () => {
  const world = createWorld(0.1, 0.00007);
  // about 150,000 calls are timed, in which 3,000 steps are seen: 1.8 % is one standard error
  const random = createRandom(5);
  within(
    ratioOver(20_000, world, () => 0.002 * (0.5 + random())),
    0.06,
  );
});

test('on a coarse clock, a pause shorter than its steps’ eightfold is not multiplied either', () => {
  const world = createWorld(0.1, 0.00007);
  const f = world.state('f');
  const random = createRandom(6);
  let total = 0;
  while (world.time() < 5_000) {
    // each timed call that stands for very many is held up now and then, as by a busy machine
    const pause = f.left === 0 && f.weight > 1_000 && random() < 0.002 ? 0.5 : 0;
    const each = 0.0001 + pause;
    total += each;
    world.call(f, () => world.spend(each));
    world.spend(0.0001);
    world.tick();
  }
  within(takeWindow(f, f.interval, 0).time / total, 0.4);
});

test('at the last level each function still has about a call timed a tick, and its time follows', () => {
  const { call, state, spend, meter, tick, time } = createWorld();
  const [short, long] = [state('short'), state('long')];
  const run = (until: number, duration: number): void => {
    while (time() < until) {
      for (let i = 0; i < 100; i++) call(short, () => spend(duration));
      call(long, () => spend(10 * duration));
      spend(1);
      tick();
    }
  };
  run(5_000, 0.001);
  meter.sampling.level = 3;
  run(7_000, 0.001);
  for (const f of [short, long]) takeWindow(f, f.interval, 0);
  run(47_000, 0.003);
  for (const f of [short, long]) {
    const { timed, calls, time: estimate } = takeWindow(f, f.interval, 0);
    expect(timed).toBeGreaterThan(10);
    expect(timed).toBeLessThan(40 * 100);
    expect(estimate / calls).toBeCloseTo(f === short ? 0.003 : 0.03, 4);
  }
});

test('of calls far shorter than a coarse clock’s step, no window tells a tale of a single reading', () => {
  const world = createWorld(0.1, 0.00007);
  const f = world.state('f');
  const random = createRandom(7);
  const call = (): void => {
    world.call(f, () => world.spend(0.0001));
    world.spend(0.004 * random());
    world.tick();
  };
  while (world.time() < 40_000) call();
  world.meter.sampling.level = 3;
  takeWindow(f, f.interval, 0.1);
  for (let window = 1; window <= 4; window++) {
    while (world.time() < 40_000 + 5_000 * window) call();
    const { calls, time } = takeWindow(f, f.interval, 0.1);
    expect(time / (calls * 0.0001)).toBeGreaterThan(0.5);
    expect(time / (calls * 0.0001)).toBeLessThan(2);
  }
});

test('long calls are always timed', () => {
  const { call, state, spend } = createWorld();
  const f = state('f');
  for (let i = 0; i < 100; i++) call(f, () => spend(1));
  expect(f.timed).toBe(100);
});

test('timing costs at most its share of the time that passes', () => {
  const { call, state, spend, meter, tick } = createWorld();
  const f = state('f');
  let passed = 0;
  for (let i = 0; i < 10_000_000; i++) {
    passed += 0.0002;
    call(f, () => spend(0.0001));
    spend(0.0001);
    tick();
  }
  // 0.2 % of the time, what was saved up, and the least that finds the mean
  expect(meter.timedCalls * COSTS.timed).toBeLessThan(0.002 * passed + 2.5);
  expect(meter.timedCalls * COSTS.timed).toBeGreaterThan(0.0007 * passed);
});

test('and of deep nesting too, where each call’s own time holds those of all inside it', () => {
  const { call, state, spend, meter, tick, time } = createWorld();
  const chain = Array.from({ length: 20 }, (_, i) => state(`f${i}`));
  const descend = (depth: number): void => {
    spend(0.0005);
    const f = chain[depth];
    if (f) call(f, () => descend(depth + 1));
  };
  while (time() < 20_000) {
    descend(0);
    tick();
  }
  // 0.2 % of the time, and what may be held against it later
  expect(meter.timedCalls * COSTS.timed).toBeLessThan(0.002 * time() + 4.1);
});

test('one that turns slow is seen within two ticks, however seldom it was timed', () => {
  const { call, state, spend, tick, time } = createWorld();
  const [busy, f] = [state('busy'), state('f')];
  const run = (until: number, duration: number): void => {
    for (let i = 0; time() < until; i++) {
      call(busy, () => spend(0.05));
      if (i % 4 === 0) call(f, () => spend(duration));
      tick();
    }
  };
  run(5_000, 0.00001);
  takeWindow(f, f.interval, 0);
  run(7_000, 0.02);
  expect(takeWindow(f, f.interval, 0).timed).toBeGreaterThan(4);
});

test('at the top, nested and recursive calls count once, however few are timed', () => {
  const { call, state, spend, meter } = createWorld();
  const [outer, inner, leaf] = [state('outer'), state('inner'), state('leaf')];
  let total = 0;
  const add = (ms: number): void => {
    spend(ms);
    total += ms;
  };
  for (let i = 0; i < 900_000; i++) {
    call(outer, () => {
      add(0.004);
      call(inner, () => {
        add(0.003);
        call(leaf, () => add(0.002));
      });
    });
  }
  const { top, inclusive } = meter.takeTop();
  expect(inclusive).toBeGreaterThan(1.5 * total);
  expect(top / total).toBeCloseTo(1, 1);
});

test('a pause in a call that stands for many is not multiplied', () => {
  const { call, state, spend } = createWorld();
  const f = state('f');
  for (let i = 0; i < 200_000; i++) call(f, () => spend(0.00002));
  let total = 200_000 * 0.00002;
  for (let i = 0; i < 200_000; i++) {
    const pause = f.left === 0 && i > 100_000 && total < 24 ? 20 : 0; // falls into the next timed call
    total += 0.00002 + pause;
    call(f, () => spend(0.00002 + pause));
  }
  within(takeWindow(f, f.interval, 0).time / total, 0.1);
});

test('a forced sample stands for itself alone', () => {
  const { call, state, spend } = createWorld();
  const f = state('f');
  for (let i = 0; i < 100_000; i++) call(f, () => spend(0.0001));
  takeWindow(f, f.interval, 0);
  forceSample(f);
  call(f, () => spend(0.0001));
  expect(takeWindow(f, f.interval, 0)).toMatchObject({ calls: 1, timed: 1, weights: 1 });
});

test('a frame that a stack overflow cut short leaves nothing behind', () => {
  let fail = false;
  let time = 0;
  const now = (): number => {
    if (fail) throw new RangeError('Maximum call stack size exceeded');
    return (time += 1);
  };
  const meter = createMeter({ now, resolution: 0 }, { ...COSTS });
  const f = createFunctionState({ name: 'f', kind: 'export' });
  fail = true;
  expect(() => meter.enter(f)).toThrow(RangeError);
  fail = false;
  expect(meter.current).toBeUndefined();
});
