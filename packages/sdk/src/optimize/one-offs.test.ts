import type { Tick } from '@wasm-vitals/protocol';
import { expect, it } from 'vitest';
import { alertOf, createSimulatedHost } from './testing/simulated-host.js';

const MIB = 1_048_576;
const HEALTHY = 9 * MIB;
const SECOND = 1_000;

/** A page that leaks from 60 s on; recycling gives all of it back some seconds later, when the old instance is collected. */
async function leakingPage(collectedAfter: number) {
  const state = { leaked: 0, dueAt: Infinity, highest: 0, leaving: 0 };
  const host = createSimulatedHost((second): Partial<Tick> => {
    if (second >= 60) state.leaked += 2 * MIB;
    if (host.now() >= state.dueAt) [state.leaving, state.dueAt] = [0, Infinity];
    const wasmLive = HEALTHY + state.leaked + state.leaving;
    state.highest = Math.max(state.highest, wasmLive);
    return { fps: 60, wasmLive };
  });
  host.advisor.registerAction({
    name: 'recycle',
    kind: 'recycle-instance',
    mode: 'automatic',
    settle: 20_000,
    coolDown: 10_000,
    apply: () => {
      [state.leaving, state.leaked] = [state.leaving + state.leaked, 0];
      state.dueAt = host.now() + collectedAfter * SECOND;
    },
  });
  await host.run(75);
  host.advisor.onAlerts([alertOf('memory-leak', host.now(), { onset: host.now() - 15_000 })], undefined);
  const events = () => host.advisor.actions().map(({ event }) => event);
  return { host, state, events };
}

it('measures a one-off as soon as its effect is seen, and does it again as long as a leak lasts', async () => {
  const { host, state, events } = await leakingPage(4);
  await host.run(16);
  expect(events()).toEqual(['applied', 'kept']);
  await host.run(900);
  expect(events().filter((event) => event === 'kept').length).toBeGreaterThan(35);
  expect(new Set(events())).toEqual(new Set(['applied', 'kept']));
  expect(state.highest).toBeLessThan(HEALTHY + 70 * MIB);
});

it('waits for one whose effect comes late as long as the host says', async () => {
  const { host, events } = await leakingPage(16);
  await host.run(20);
  expect(events()).toEqual(['applied']);
  await host.run(12);
  expect(events()).toEqual(['applied', 'kept']);
});

it('gives one that never has an effect no more than the budget', async () => {
  const { host, events } = await leakingPage(Infinity);
  await host.run(600);
  expect(events()).not.toContain('kept');
  expect(events().filter((event) => event === 'applied').length).toBeLessThanOrEqual(12);
});
