import { expect, it } from 'vitest';
import { createGateKeeper } from './gate-keeper.js';

function start() {
  const keeper = createGateKeeper();
  const page = { second: 0 };
  const tick = (wasmCalls: number, fps = 60, refreshRate = 60, callTime = 0.01): void => {
    page.second++;
    const rendering = { fps, refreshRate };
    const wasm = { wasmCalls, wasmTime: wasmCalls * callTime };
    keeper.onTick({ timestamp: page.second * 1_000, interval: 1_000, visibility: 1, ...wasm, ...rendering });
  };
  /** Ten calls a frame, each of `callTime` ms. */
  const draw = (fps: number, callTime: number): void => tick(10 * fps, fps, 60, callTime);
  return { gate: keeper.gate, page, tick, draw };
}

it('sees the work change again while it still learns the level before', () => {
  const { gate, page, tick } = start();
  while (page.second < 120) tick(1_000);
  while (gate.workEvent !== 'accept' && page.second < 300) tick(2_000);
  expect(gate.workEvent).toBe('accept');
  for (let i = 0; i < 10; i++) tick(2_000);
  expect(gate.workEdge).toBe(false);
  for (let i = 0; i < 5; i++) tick(4_000);
  expect(gate.workEdge).toBe(true);
  expect(gate.workStep).toBeCloseTo(Math.log(2), 1);
});

it('takes a page that rests for one that still rests when it comes to another display', () => {
  const { gate, page, tick } = start();
  const draw = (fps: number, refreshRate: number): void => tick(10 * fps, fps, refreshRate);
  while (page.second < 200) draw(60, 60);
  while (page.second < 215) draw(5, 60);
  expect(gate.idle).toBe(true);
  while (page.second < 240) {
    draw(5, 120);
    expect(gate.idle).toBe(true);
  }
  expect(gate.resting).toBe(true);
  while (page.second < 250) draw(120, 120);
  expect(gate.idle).toBe(false);
  // For minutes it is how the page works now, not a rest.
  while (page.second < 500) draw(8, 120);
  expect(gate.resting).toBe(false);
});

it('sees that the work changed just before its level was known', () => {
  const { gate, page, tick } = start();
  while (page.second < 54) tick(1_000);
  let step = 0;
  while (page.second < 70) {
    tick(2_000);
    if (gate.workEdge) step = gate.workStep;
  }
  expect(step).toBeCloseTo(Math.log(2), 1);
});

it('lets the seconds at work add up on a page that rests now and then', () => {
  const { gate, page, tick } = start();
  while (page.second < 200) tick(1_000);
  // Never eight seconds at work in a row.
  const stretch = (): boolean => {
    for (let k = 0; k < 6; k++) tick(0, 0);
    let isAwake = false;
    for (let k = 0; k < 7; k++) {
      tick(1_000);
      isAwake ||= !gate.waking;
    }
    return isAwake;
  };
  expect(stretch()).toBe(false);
  expect([stretch(), stretch(), stretch()]).toContain(true);
});

it('sees within 13 s that rare calls became half as many again', () => {
  const { gate, page, tick } = start();
  const rare = (factor: number): void => tick(page.second % 2 === 0 ? 8 * factor : 0);
  while (page.second < 300) rare(1);
  while (page.second < 313 && !gate.workEdge) rare(1.5);
  expect(gate.workEdge).toBe(true);
});

it('learns no share of the frame as usual while it costs frames', () => {
  const { gate, page, draw } = start();
  // Calls follow frames: some seconds are slower.
  const fps = (top: number): number => (page.second % 10 < 3 ? 0.8 * top : top);
  while (page.second < 300) draw(fps(60), 1);
  expect(gate.frameShare).toBeGreaterThan(0.45);
  while (page.second < 800) draw(fps(40), 1.5);
  expect(gate.frameShareNow).toBeCloseTo(Math.log(1.5), 1);
});

it('takes what the work is usually off by for no edge of it', () => {
  const { gate, page, tick } = start();
  let edges = 0;
  while (page.second < 400) {
    // Slow waves, of which a median of five seconds takes nothing away.
    tick(65 * Math.exp(0.2 * Math.sin(page.second / 5)));
    if (page.second > 150 && gate.workEdge) edges++;
  }
  expect(edges).toBe(0);
  for (let i = 0; i < 6; i++) tick(160);
  expect(gate.workEdge).toBe(true);
});

it('takes a page that hardly calls and draws for idle, also where one costly call is most of the work', () => {
  const keeper = createGateKeeper();
  for (let second = 1; second < 230; second++) {
    const rests = second >= 200;
    // One call in sixty takes as long as the others together, and comes whether frames are asked for or not.
    const cheap = rests ? 5 : 59;
    const functions: Record<string, [number, number]> = { step: [cheap, cheap * 0.1], plan: [1, 100] };
    const wasm = { wasmCalls: cheap + 1, wasmTime: cheap * 0.1 + 100, functions };
    const fps = rests ? 8 : 90;
    keeper.onTick({
      timestamp: second * 1_000,
      interval: 1_000,
      visibility: 1,
      fps,
      refreshRate: 90,
      ...wasm,
    });
    if (second === 199) expect(keeper.gate.idle).toBe(false);
  }
  expect(keeper.gate.idle).toBe(true);
});

it('does not go back to a level of which it does not know the frames on this display', () => {
  const { gate, page, tick } = start();
  const events: string[] = [];
  const work = (until: number, callsPerFrame: number, refreshRate: number): void => {
    while (page.second < until) {
      tick(callsPerFrame * refreshRate, refreshRate, refreshRate);
      if (gate.workEvent) events.push(gate.workEvent);
    }
  };
  work(150, 20, 60);
  work(260, 40, 60);
  work(340, 20, 120);
  expect(events).toEqual(['accept']);
  work(380, 10, 120);
  expect(events).not.toContain('restore');
});
