import type { ActionRecord } from '@wasm-vitals/protocol';
import { describe, expect, it } from 'vitest';
import type { HostAction } from './host-action.js';
import type { LoopPolicy } from './policy.js';
import { alertOf, createSimulatedHost, type SimulatedHost } from './testing/simulated-host.js';

interface Options {
  /** Factor that a level brings to the frame rate, or what it is. */
  readonly gain?: number;
  readonly action?: Partial<HostAction>;
  readonly policy?: Partial<LoopPolicy>;
}

/** A page whose frame rate a fault halves after a healthy minute, alarmed 12 s later; its one action runs by itself. */
async function openBroken({ gain = 1, action = {}, policy = {} }: Options = {}) {
  const state = { level: 0, fault: false, fps: true, mark: 'a' };
  const host = createSimulatedHost(
    (second) => ({
      mark: state.mark,
      ...(state.fps ? { fps: (state.fault ? 30 : 60) * (1 + gain * state.level) - (second % 2) } : {}),
    }),
    // most of these are not about the wait before the first trial
    { confirm: 0, ...policy },
  );
  const set = (level: number): void => void (state.level = level);
  const remove = host.advisor.registerAction({
    name: 'quality',
    kind: 'lower-render-cost',
    mode: 'automatic',
    apply: set,
    revert: set,
    ...action,
  });
  await host.run(60);
  state.fault = true;
  const onset = host.now();
  await host.run(12);
  const alert = (): void =>
    host.advisor.onAlerts([alertOf('frame-rate-drop', host.now(), { onset })], undefined);
  alert();
  return { host, state, remove, set };
}

const lines = (host: SimulatedHost): string[] =>
  host.advisor.actions().map(({ event, trigger }) => `${event} by ${trigger}`);
const last = (host: SimulatedHost): ActionRecord | undefined => host.advisor.actions().at(-1);

/** A host function that takes until the test lets it end. */
function createSlow() {
  const waiting: (() => void)[] = [];
  return {
    apply: (): Promise<void> => new Promise((resolve) => waiting.push(resolve)),
    finish: (): void => waiting.splice(0).forEach((resolve) => resolve()),
  };
}

describe('a trial', () => {
  it('settles before it measures: what comes in that time does not count', async () => {
    const { host, state } = await openBroken({ action: { settle: 10_000 } });
    await host.run(1);
    expect(lines(host)).toEqual(['applied by loop']);
    state.level = -0.9; // as bad as can be while it settles
    await host.run(9);
    state.level = 1;
    await host.run(7);
    expect(lines(host)).toEqual(['applied by loop', 'kept by loop']);
    const { before = NaN, after = NaN } = last(host)?.outcome ?? {};
    expect(Math.round(before)).toBeOneOf([29, 30]);
    expect(Math.round(after)).toBeOneOf([59, 60]);
  });

  it('waits while the page is hidden or loads, and goes on when it is back', async () => {
    const { host } = await openBroken();
    await host.run(6);
    host.visible = false;
    await host.run(300);
    host.visible = true;
    host.loading = true;
    await host.run(60);
    expect(lines(host)).toEqual(['applied by loop']);
    host.loading = false;
    await host.run(15);
    expect(lines(host)).toEqual(['applied by loop', 'kept by loop']);
  });

  it('ends unproven, and is taken back, where the scene changes in it', async () => {
    const { host, state } = await openBroken();
    await host.run(6);
    state.mark = 'b';
    await host.run(8);
    expect(last(host)).toMatchObject({ event: 'reverted', outcome: { reason: 'the scene changed' } });
    expect(state.level).toBe(0);
  });

  it('ends unproven where there is nothing to measure it by', async () => {
    const { host, state } = await openBroken({ policy: { trialLimit: 20_000 } });
    await host.run(2);
    state.fps = false;
    await host.run(40);
    expect(last(host)).toMatchObject({ event: 'reverted' });
    expect(state.level).toBe(0);
  });

  it('that asks the host for time is measured from when the host is done', async () => {
    const slow = createSlow();
    const { host, state } = await openBroken({ action: { apply: () => slow.apply() } });
    await host.run(4);
    expect(lines(host)).toEqual([]);
    slow.finish();
    state.level = 1;
    await host.run(1);
    expect(last(host)?.event).toBe('applied');
    expect(last(host)?.duration).toBeGreaterThanOrEqual(3_000);
    await host.run(10);
    expect(lines(host)).toEqual(['applied by loop', 'kept by loop']);
  });

  it('is taken back as soon as the host is done, where somebody took the action out meanwhile', async () => {
    const slow = createSlow();
    const reverted: number[] = [];
    const { host, remove } = await openBroken({
      action: { apply: () => slow.apply(), revert: (level) => void reverted.push(level) },
    });
    await host.run(1);
    remove();
    slow.finish();
    await host.run(1);
    expect(reverted).toEqual([0]);
    expect(last(host)).toMatchObject({ event: 'reverted' });
    await host.run(60);
    expect(lines(host)).toHaveLength(1);
  });

  it('is taken back where the monitor stops in it', async () => {
    const { host, state } = await openBroken();
    await host.run(5);
    await host.advisor.stop();
    expect(state.level).toBe(0);
    expect(last(host)).toMatchObject({ event: 'reverted', outcome: { reason: 'the monitor stopped' } });
  });

  it('ends where a person sets the level, which then stays', async () => {
    const own: { level?: number } = {};
    const { host, state } = await openBroken({
      action: { levels: 3, level: () => own.level ?? state.level },
    });
    await host.run(5);
    own.level = 3;
    await host.run(60);
    expect(lines(host)).toEqual(['applied by loop', 'overridden by host']);
  });
});

describe('an action that can’t be taken back', () => {
  const once = { revert: undefined } as unknown as Partial<HostAction>;

  it('is kept where it helped, and may be done again after its cool-down', async () => {
    const { host, state } = await openBroken({ action: { ...once, coolDown: 30_000 } });
    await host.run(12);
    expect(lines(host)).toEqual(['applied by loop', 'kept by loop']);
    state.level = 0; // the trouble is back
    await host.run(20);
    expect(lines(host)).toHaveLength(2);
    await host.run(25);
    expect(lines(host)).toEqual(['applied by loop', 'kept by loop', 'applied by loop', 'kept by loop']);
  });

  it('counts as failed where it did not, and is not tried again soon', async () => {
    const { host } = await openBroken({ gain: 0, action: once });
    await host.run(300);
    expect(lines(host)).toEqual(['applied by loop', 'failed by loop']);
  });
});

describe('after a trial', () => {
  it('rests before the next one, of any action', async () => {
    const { host } = await openBroken({ gain: 0, policy: { pause: 10_000 } });
    host.advisor.registerAction({
      name: 'second',
      kind: 'lower-render-cost',
      mode: 'automatic',
      apply: () => undefined,
      revert: () => undefined,
    });
    await host.run(60);
    const [, reverted, applied] = host.advisor.actions();
    expect([reverted?.event, applied?.event]).toEqual(['reverted', 'applied']);
    expect((applied?.timestamp ?? 0) - (reverted?.timestamp ?? 0)).toBeGreaterThanOrEqual(10_000);
  });

  it('remembers what did not help, twice as long each time', async () => {
    const { host } = await openBroken({ gain: 0, policy: { rememberFailure: 100_000 } });
    await host.run(600);
    const tried = host.advisor.actions().filter(({ event }) => event === 'applied');
    const waits = tried.slice(1).map(({ timestamp }, i) => timestamp - (tried[i]?.timestamp ?? 0));
    expect(waits[0]).toBeGreaterThanOrEqual(100_000);
    expect(waits[0]).toBeLessThan(160_000);
    expect(waits[1]).toBeGreaterThanOrEqual(200_000);
  });

  it('begins no more than its budget allows', async () => {
    const { host } = await openBroken({ gain: 0, policy: { budget: 2, budgetWindow: 400_000 } });
    for (let i = 0; i < 5; i++) {
      host.advisor.registerAction({
        name: `other-${i}`,
        kind: 'lower-render-cost',
        mode: 'automatic',
        apply: () => undefined,
        revert: () => undefined,
      });
    }
    const applied = (): number => host.advisor.actions().filter(({ event }) => event === 'applied').length;
    await host.run(300);
    expect(applied()).toBe(2);
    await host.run(150);
    expect(applied()).toBeGreaterThan(2);
  });

  it('tries an alert of which nothing tells the loss once, and not again', async () => {
    const { host, state } = await openBroken();
    host.advisor.onAlerts([], undefined);
    state.fps = false;
    await host.run(60);
    host.advisor.onAlerts([alertOf('frame-rate-drop', host.now(), { id: 'blind' })], undefined);
    await host.run(400);
    expect(lines(host).filter((line) => line === 'applied by loop')).toHaveLength(1);
  });
});
