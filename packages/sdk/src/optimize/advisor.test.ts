import type { ActionRecord } from '@wasm-vitals/protocol';
import { describe, expect, it } from 'vitest';
import type { HostAction } from './host-action.js';
import {
  alertOf,
  createNoise,
  createRandom,
  createSimulatedHost,
  type SimulatedHost,
} from './testing/simulated-host.js';

const HEALTHY_FPS = 60;

/** A page whose frame rate a fault halves from second `onset` on, and whose one action gives `gain` back a level. */
function createPage(gain: number, options: Partial<HostAction> = {}, levels = 1) {
  const state = { level: 0, fault: false, applied: [] as number[] };
  const noise = createNoise(createRandom(7), 0.4);
  const read = () => ({
    fps: Math.min(
      HEALTHY_FPS,
      (state.fault ? HEALTHY_FPS / 2 : HEALTHY_FPS) * (1 + gain * state.level) + noise(),
    ),
  });
  // most of these are not about the wait before the first trial
  const host = createSimulatedHost(read, { confirm: 0 });
  host.advisor.registerAction({
    name: 'fewer-particles',
    kind: 'lower-render-cost',
    levels,
    cost: 0.3,
    mode: 'automatic',
    apply: (level) => {
      state.level = level;
      state.applied.push(level);
    },
    revert: (level) => {
      state.level = level;
      state.applied.push(level);
    },
    ...options,
  });
  return { host, state };
}

/** A healthy minute, then the fault, and an alert twelve seconds later. */
async function breakPage({ host, state }: ReturnType<typeof createPage>): Promise<void> {
  await host.run(60);
  state.fault = true;
  const onset = host.now();
  await host.run(12);
  host.advisor.onAlerts([alertOf('frame-rate-drop', host.now(), { onset })], undefined);
}

const events = (host: SimulatedHost): ActionRecord['event'][] =>
  host.advisor.actions().map(({ event }) => event);

describe('createAdvisor: the closed loop', () => {
  it('applies, measures and keeps an action that helps, with its effect and interval', async () => {
    const page = createPage(1);
    await breakPage(page);
    await page.host.run(20);
    expect(events(page.host)).toEqual(['applied', 'kept']);
    const outcome = page.host.advisor.actions()[1]?.outcome;
    expect(outcome).toMatchObject({ metric: 'rendering.fps', reason: 'it helped' });
    expect(outcome?.ratio).toBeGreaterThan(1.8);
    expect(outcome?.low).toBeGreaterThan(1.5);
    expect(outcome?.high).toBeGreaterThan(outcome?.low ?? Infinity);
    expect(page.state.level).toBe(1);
  });

  it('reverts a placebo and does not try it again against the same cause soon', async () => {
    const page = createPage(0);
    await breakPage(page);
    await page.host.run(300);
    expect(events(page.host)).toEqual(['applied', 'reverted']);
    expect(page.state.level).toBe(0);
    const [next, tried] = page.host.advisor.recommendations();
    expect(next).toMatchObject({ status: 'proposed', automated: false });
    expect(tried).toMatchObject({ action: 'fewer-particles', status: 'reverted' });
  });

  it('reverts an action that makes it worse, and says so', async () => {
    const page = createPage(-0.4);
    await breakPage(page);
    await page.host.run(25);
    expect(events(page.host)).toEqual(['applied', 'reverted']);
    expect(page.host.advisor.actions()[1]?.outcome?.reason).toMatch(/worse/);
    expect(page.state.level).toBe(0);
  });

  it('goes on step by step while much is still lost, and stops when it is not', async () => {
    const page = createPage(0.25, {}, 8);
    await breakPage(page);
    await page.host.run(80);
    expect(page.state.level).toBe(4);
    expect(new Set(events(page.host))).toEqual(new Set(['applied', 'kept']));
  });

  it('gives quality back when the fault is gone, after the waiting time', async () => {
    const page = createPage(1);
    await breakPage(page);
    await page.host.run(20);
    page.state.fault = false;
    page.host.advisor.onAlerts([], undefined);
    await page.host.run(50);
    expect(page.state.level).toBe(1);
    await page.host.run(60);
    expect(page.state.level).toBe(0);
    expect(events(page.host)).toEqual(['applied', 'kept', 'applied', 'restored']);
  });

  it('takes quality away again when the pressure comes back, and waits twice as long before the next try', async () => {
    const page = createPage(1);
    await breakPage(page);
    await page.host.run(20);
    page.host.advisor.onAlerts([], undefined);
    await page.host.run(100);
    expect(events(page.host)).toEqual(['applied', 'kept', 'applied', 'reverted']);
    expect(page.state.level).toBe(1);
    await page.host.run(60);
    expect(events(page.host)).toHaveLength(4);
    await page.host.run(80);
    expect(events(page.host).length).toBeGreaterThan(4);
  });

  it.each([
    ['hidden', { visible: false }],
    ['loading', { loading: true }],
  ])('does nothing while the page is %s', async (_name, change) => {
    const page = createPage(1);
    await breakPage(page);
    Object.assign(page.host, change);
    await page.host.run(60);
    expect(events(page.host)).toEqual([]);
  });

  it('does nothing where nobody allowed it', async () => {
    for (const mode of ['manual', 'suggest'] as const) {
      const page = createPage(1, { mode });
      await breakPage(page);
      await page.host.run(60);
      expect(events(page.host)).toEqual([]);
      expect(page.host.advisor.recommendations()[0]).toMatchObject({
        action: 'fewer-particles',
        automated: mode === 'suggest',
      });
    }
  });

  it('leaves alone what the user sets, and measures no more', async () => {
    const user: { level?: number } = {};
    const page = createPage(1, {}, 3);
    const level = (): number => user.level ?? page.state.level;
    page.host.advisor.registerAction({
      name: 'resolution',
      kind: 'lower-render-cost',
      levels: 3,
      cost: 0,
      mode: 'automatic',
      level,
      apply: (to) => void (page.state.level = to),
      revert: (to) => void (page.state.level = to),
    });
    await breakPage(page);
    await page.host.run(2);
    expect(events(page.host)).toEqual(['applied']);
    user.level = 3;
    await page.host.run(1);
    expect(events(page.host)).toEqual(['applied', 'overridden']);
    await page.host.run(60);
    expect(
      page.host.advisor
        .actions()
        .filter(({ action, event }) => action === 'resolution' && event === 'applied'),
    ).toHaveLength(1);
  });
});

describe('createAdvisor: an alert that turns into another during a trial', () => {
  async function turn(onsetAfterTrial: number, gain = 0.1) {
    const page = createPage(gain);
    await breakPage(page);
    await page.host.run(5);
    const began = page.host.advisor.actions()[0]?.timestamp ?? 0;
    const lead = {
      id: 'm',
      kind: 'memory-leak',
      metric: 'wasm.heapSize',
      detectedAt: page.host.now(),
      onset: began + onsetAfterTrial,
      severity: 'warning',
      value: 1,
      message: 'It leaks.',
    } as const;
    const open = alertOf('memory-leak', began, { id: 'frame-rate-drop-1', anomalies: [lead] });
    page.host.advisor.onAlerts([open], undefined);
    await page.host.run(20);
    return page.host.advisor.actions()[1];
  }

  it('ends the trial where the other cause was there before it', async () => {
    expect(await turn(-5000)).toMatchObject({
      event: 'reverted',
      outcome: { reason: 'its alert turned out to be of another cause (memory-leak)' },
    });
  });

  it('goes on where it visibly helps, whatever the alert is called by now', async () => {
    expect(await turn(-5000, 1)).toMatchObject({ event: 'kept' });
  });

  it('goes on where it may be the action’s own doing', async () => {
    expect(await turn(2000, 1)).toMatchObject({ event: 'kept' });
  });
});

describe('createAdvisor: actions that fail', () => {
  it('takes back an action that throws, counts it, and disables it after three times', async () => {
    const reverted: number[] = [];
    const page = createPage(1, {
      apply: () => {
        throw new Error('no such quality');
      },
      revert: (level) => void reverted.push(level),
    });
    await breakPage(page);
    await page.host.run(300);
    expect(events(page.host)).toEqual(['failed', 'failed', 'failed', 'disabled']);
    expect(reverted).toEqual([0, 0, 0]);
    expect(page.host.advisor.actions()[0]?.message).toBe('no such quality');
  });

  it('takes back an action that hangs', async () => {
    const page = createPage(1, { apply: () => new Promise(() => undefined) });
    await breakPage(page);
    await page.host.run(3);
    expect(events(page.host)).toEqual([]);
    await page.host.expireTimers();
    expect(events(page.host)).toEqual(['failed']);
    expect(page.host.advisor.actions()[0]?.message).toMatch(/did not finish in 5000 ms/);
  });

  it('disables an action that can’t even be taken back', async () => {
    const page = createPage(0, {
      revert: () => {
        throw new Error('stuck');
      },
    });
    await breakPage(page);
    await page.host.run(60);
    expect(events(page.host)).toEqual(['applied', 'failed', 'disabled']);
  });

  it('keeps the trail bounded', async () => {
    let level = 0;
    const host = createSimulatedHost(() => ({ fps: 60 }));
    host.advisor.registerAction({
      name: 'a',
      kind: 'pool-buffers',
      apply: () => undefined,
      levels: 100,
      level: () => level,
    });
    for (let i = 0; i < 250; i++) {
      level = (level + 1) % 90;
      await host.run(1);
    }
    expect(host.advisor.actions()).toHaveLength(200);
  });
});

describe('createAdvisor: for people', () => {
  async function suggested(gain: number) {
    const page = createPage(gain, { mode: 'suggest' });
    await breakPage(page);
    await page.host.run(2);
    const [proposal] = page.host.advisor.recommendations();
    if (!proposal) throw new Error('nothing was proposed');
    return { ...page, proposal };
  }

  it('applies what a person asks for, measures it, and takes it back on demand', async () => {
    const { host, state, proposal } = await suggested(1);
    await host.advisor.apply(proposal.id);
    expect(state.level).toBe(1);
    await host.run(20);
    expect(host.advisor.recommendations().find(({ id }) => id === proposal.id)).toMatchObject({
      status: 'kept',
      outcome: { decision: 'kept' },
    });
    await host.advisor.undo(proposal.id);
    expect(state.level).toBe(0);
    expect(host.advisor.actions().at(-1)).toMatchObject({ event: 'reverted', trigger: 'user' });
    await host.run(5);
    expect(host.advisor.recommendations().filter(({ action }) => action === proposal.action)).toMatchObject([
      { id: proposal.id, status: 'reverted', outcome: { metric: 'rendering.fps' } },
    ]);
  });

  it('keeps a person’s choice that did not help, and says that it did not', async () => {
    const { host, state, proposal } = await suggested(0);
    await host.advisor.apply(proposal.id);
    await host.run(40);
    expect(state.level).toBe(1);
    expect(host.advisor.actions().at(-1)?.outcome?.reason).toMatch(/no (effect|gain)/);
  });

  it('takes back a person’s choice that did harm', async () => {
    const { host, state, proposal } = await suggested(-0.5);
    await host.advisor.apply(proposal.id);
    await host.run(40);
    expect(state.level).toBe(0);
  });

  it('can be undone while it is being measured', async () => {
    const { host, state, proposal } = await suggested(1);
    await host.advisor.apply(proposal.id);
    await host.run(1);
    await host.advisor.undo(proposal.id);
    expect(state.level).toBe(0);
    await host.run(60);
    expect(state.level).toBe(0);
    expect(host.advisor.recommendations().find(({ id }) => id === proposal.id)).toMatchObject({
      status: 'reverted',
      outcome: { reason: 'a person took it back' },
    });
  });

  it('does not offer again what was dismissed', async () => {
    const { host, proposal } = await suggested(1);
    host.advisor.dismiss(proposal.id);
    await host.run(30);
    expect(host.advisor.recommendations().map(({ status }) => status)).toEqual(['dismissed']);
  });

  it('refuses with a message for people', async () => {
    const { host, proposal } = await suggested(1);
    await expect(host.advisor.apply('nothing')).rejects.toThrow('no longer there');
    await host.advisor.apply(proposal.id);
    await expect(host.advisor.apply(proposal.id)).rejects.toThrow('it is applied already');
  });

  it('puts everything back when the monitor stops', async () => {
    const page = createPage(1);
    await breakPage(page);
    await page.host.run(20);
    expect(page.state.level).toBe(1);
    await page.host.advisor.stop();
    expect(page.state.level).toBe(0);
    await page.host.run(100);
    expect(page.state.level).toBe(0);
  });

  it('tells listeners what changed', async () => {
    const page = createPage(1);
    const changes = new Set<string>();
    const unsubscribe = page.host.advisor.subscribe((change) => void changes.add(change));
    await breakPage(page);
    await page.host.run(20);
    expect(changes).toEqual(new Set(['recommendations', 'actions']));
    unsubscribe();
  });
});

describe('registerAction', () => {
  const action: HostAction = { name: 'a', kind: 'pool-buffers', apply: () => undefined };

  it.each<[string, Partial<HostAction>]>([
    ['name', { name: 'Not Kebab' }],
    ['levels', { levels: 0 }],
    ['cost', { cost: 2 }],
    ['mode', { mode: 'always' as never }],
    ['apply', { apply: 'x' as never }],
    ['revert', { revert: 1 as never }],
  ])('refuses a wrong %s, naming it', (option, wrong) => {
    const { advisor } = createSimulatedHost(() => ({}));
    expect(() => advisor.registerAction({ ...action, ...wrong })).toThrow(
      new RegExp(`${option} is .*must be`),
    );
  });

  it('refuses a name that is taken, and an unknown one in setMode', () => {
    const { advisor } = createSimulatedHost(() => ({}));
    advisor.registerAction(action);
    expect(() => advisor.registerAction(action)).toThrow(/taken/);
    expect(() => advisor.setMode('b', 'automatic')).toThrow(/no action b/);
  });
});
