import type { Alert, AnomalyKind } from '@wasm-vitals/protocol';
import { expect, it } from 'vitest';
import { alertOf, createSimulatedHost } from './testing/simulated-host.js';

/** A page at 60 fps that long frames of 200 ms trouble from the 61st second on, every second one, and its one action. */
async function openTroubled(kind: AnomalyKind, more: (now: number) => Partial<Alert>) {
  const state = { trouble: false };
  const host = createSimulatedHost((second) => {
    const long = state.trouble && second % 2 === 0;
    return { fps: long ? 48 : 60, frameTimeMax: long ? 200 : 17 + (second % 3), longFrames: long ? 1 : 0 };
  });
  host.advisor.registerAction({
    name: 'quality',
    kind: 'lower-render-cost',
    mode: 'manual',
    apply: () => undefined,
    revert: () => undefined,
  });
  await host.run(60);
  const onset = host.now();
  state.trouble = true;
  await host.run(20);
  host.advisor.onAlerts([alertOf(kind, host.now(), { onset, ...more(host.now()) })], undefined);
  // The loop wants so many readings of rare events before it begins.
  await host.run(14);
  return { host, state };
}

const applied = (host: { advisor: { actions(): readonly { event: string }[] } }): number =>
  host.advisor.actions().filter(({ event }) => event === 'applied').length;

it('acts on trouble that lasts', async () => {
  const { host } = await openTroubled('jank', () => ({}));
  host.advisor.setMode('quality', 'automatic');
  await host.run(2);
  expect(applied(host)).toBe(1);
});

it('leaves an alert alone of which nothing lasts, while it is held open in case it comes back', async () => {
  const { host } = await openTroubled('jank', (clearedAt) => ({ clearedAt }));
  host.advisor.setMode('quality', 'automatic');
  await host.run(2);
  expect(applied(host)).toBe(0);
});

it('leaves rare events alone that have stopped, though the window that raised the alarm still holds them', async () => {
  const { host, state } = await openTroubled('jank', () => ({}));
  state.trouble = false;
  await host.run(10);
  host.advisor.setMode('quality', 'automatic');
  await host.run(2);
  expect(applied(host)).toBe(0);
});

/** A page at 60 fps that shows 40 from the 61st second on, for `seconds`; alarmed after 12 of them. */
async function openSlowed(seconds: number) {
  const host = createSimulatedHost((second) => ({
    fps: (second >= 60 && second < 60 + seconds ? 40 : 60) - (second % 2),
  }));
  host.advisor.registerAction({
    name: 'quality',
    kind: 'lower-render-cost',
    mode: 'automatic',
    apply: () => undefined,
    revert: () => undefined,
  });
  await host.run(72);
  const openedAt = host.now();
  host.advisor.onAlerts([alertOf('frame-rate-drop', openedAt, { onset: openedAt - 12_000 })], undefined);
  await host.run(30);
  return host.advisor.actions().map(({ event, timestamp }) => [event, timestamp - openedAt]);
}

it('waits whether a level comes back by itself, as after other programs’ work', async () => {
  expect(await openSlowed(18)).toEqual([]);
});

it('acts ten seconds after the alert where it doesn’t', async () => {
  expect((await openSlowed(200))[0]).toEqual(['applied', 10_000]);
});
