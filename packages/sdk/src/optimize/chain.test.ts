import { createAlertBook, createDetector } from '@wasm-vitals/analysis';
import type { Tick } from '@wasm-vitals/protocol';
import { expect, it } from 'vitest';
import { createNoise, createRandom, createSimulatedHost } from './testing/simulated-host.js';

/** A page as the detector sees it: its export takes `load` times as long as when healthy, and frames suffer. */
function createPage(seed: number, effect: (level: number) => number) {
  const random = createRandom(seed);
  const [work, frames] = [createNoise(random, 0.4), createNoise(random, 0.4)];
  const state = { fault: 1, level: 0 };
  const read = (): Partial<Tick> => {
    const load = 1 + (state.fault - 1) * effect(state.level);
    const perFrame = 8 * load * Math.exp(0.06 * work());
    const fps = Math.min(60, 1000 / Math.max(16.7, perFrame + 6) + 0.4 * frames());
    return { fps, wasmTime: perFrame * fps, wasmCalls: Math.round(fps), frameTimeMax: 20, refreshRate: 60 };
  };
  return { state, read };
}

/** Detector, alert book and advisor in one chain, as the monitor wires them. */
function createChainOf(read: () => Partial<Tick>) {
  const detector = createDetector();
  const book = createAlertBook();
  let tick: Partial<Tick> = {};
  const host = createSimulatedHost(() => tick);
  const run = async (seconds: number): Promise<void> => {
    for (let i = 0; i < seconds; i++) {
      tick = read();
      const at = host.now() + 1000;
      book.apply(detector.onTick({ timestamp: at, interval: 1000, visibility: 1, ...tick }), at);
      host.advisor.onAlerts(book.alerts(), undefined);
      await host.run(1);
    }
  };
  return { host, run };
}

/** The same for a page whose slow export one action answers. */
function createChain(seed: number, effect: (level: number) => number) {
  const { state, read } = createPage(seed, effect);
  const { host, run } = createChainOf(read);
  host.advisor.registerAction({
    name: 'coarser-step',
    kind: 'lower-compute-cost',
    levels: 2,
    cost: 0.3,
    mode: 'automatic',
    apply: (level) => void (state.level = level),
    revert: (level) => void (state.level = level),
  });
  return { host, state, run };
}

it('recovers from a slow export within 45 seconds of its onset, detection and all', async () => {
  const { host, state, run } = createChain(11, (level) => (level === 0 ? 1 : 0.02));
  await run(180);
  expect(host.advisor.actions()).toEqual([]);
  state.fault = 4;
  await run(45);
  expect(host.advisor.actions().map(({ event }) => event)).toEqual(['applied', 'kept']);
  expect(host.advisor.recommendations()[0]).toMatchObject({ action: 'coarser-step', status: 'kept' });
});

it('takes a placebo back in 95 % of sessions, and a harmful action in all', async () => {
  for (const [effect, least] of [
    [() => 1, 0.95],
    [(level: number) => 1 + 0.5 * level, 1],
  ] as const) {
    let tried = 0;
    let taken = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const { host, state, run } = createChain(seed, effect);
      await run(150);
      state.fault = 3;
      await run(60);
      const events = host.advisor.actions().map(({ event }) => event);
      tried += Number(events.includes('applied'));
      taken += Number(events.includes('reverted') && state.level === 0);
    }
    expect(tried).toBeGreaterThanOrEqual(38);
    expect(taken / tried).toBeGreaterThanOrEqual(least);
  }
}, 60_000);

it('does nothing in a healthy session', async () => {
  for (let seed = 1; seed <= 10; seed++) {
    const { host, run } = createChain(seed, () => 1);
    await run(420);
    expect(host.advisor.actions()).toEqual([]);
  }
}, 60_000);

it('does not take a placebo for the cure of stalls that come in clusters', async () => {
  let tried = 0;
  let kept = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const random = createRandom(seed);
    const [frames, calls] = [createNoise(random, 0.4), createNoise(random, 0.4)];
    const state = { stalls: false };
    const { host, run } = createChainOf(() => {
      const halt = state.stalls && random() < 0.3 ? 350 : 0;
      return {
        fps: 60 - 0.02 * halt + 0.3 * frames(),
        frameTimeMax: Math.max(17, halt),
        longFrames: Number(halt > 0),
        wasmTime: 40 * Math.exp(0.05 * calls()),
        wasmCalls: 500,
        refreshRate: 60,
      };
    });
    host.advisor.registerAction({
      name: 'placebo',
      kind: 'lower-render-cost',
      cost: 0,
      mode: 'automatic',
      apply: () => undefined,
      revert: () => undefined,
    });
    host.advisor.registerAction({
      name: 'other-placebo',
      kind: 'chunk-work',
      cost: 0,
      mode: 'automatic',
      apply: () => undefined,
      revert: () => undefined,
    });
    await run(130);
    state.stalls = true;
    await run(150);
    tried += host.advisor.actions().filter(({ event }) => event === 'reverted').length;
    kept += host.advisor.actions().filter(({ event }) => event === 'kept').length;
  }
  expect(tried).toBeGreaterThanOrEqual(40);
  expect(kept / (tried + kept)).toBeLessThanOrEqual(0.05);
}, 60_000);
