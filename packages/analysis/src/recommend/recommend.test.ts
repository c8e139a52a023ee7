import type { Alert, AnomalyKind, ModuleInfo, Snapshot } from '@wasm-vitals/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActionKind, AvailableAction } from './action.js';
import { CAUSES, type Cause } from './cause.js';
import { RULES, recommend } from './recommend.js';

const NOW = 1_000_000;

const KINDS: readonly AnomalyKind[] = [
  'memory-step',
  'memory-leak',
  'heap-leak',
  'fragmentation',
  'memory-limit',
  'execution-slow',
  'execution-ramp',
  'stall',
  'frame-rate-drop',
  'jank',
  'cache-collapse',
  'request-latency',
  'request-failures',
  'allocation-churn',
  'input-latency',
  'trap',
];

function alert(kind: AnomalyKind, more: Partial<Alert> = {}): Alert {
  return {
    id: `${kind}-1`,
    kind,
    metric: 'rendering.fps',
    severity: 'warning',
    state: 'open',
    title: kind,
    message: `${kind} was found.`,
    openedAt: NOW - 10_000,
    updatedAt: NOW,
    current: 30,
    anomalies: [],
    ...more,
  };
}

function action(name: string, kind: ActionKind, more: Partial<AvailableAction> = {}): AvailableAction {
  return { name, kind, mode: 'suggest', level: 0, levels: 1, cost: 0.2, reversible: true, ...more };
}

function module(more: Partial<ModuleInfo>): ModuleInfo {
  return { id: 'm', name: 'engine', instances: 1, exports: 1, imports: 0, memories: [], ...more };
}

function snapshot(more: Partial<Snapshot> = {}): Snapshot {
  return {
    timestamp: NOW,
    sequence: 0,
    interval: 5000,
    visibility: 1,
    context: {},
    overhead: { error: 'none' },
    wasm: { status: 'not_initialized' },
    memory: { error: 'none' },
    rendering: { error: 'none' },
    network: { error: 'none' },
    interaction: { error: 'none' },
    unsupported: [],
    ...more,
  };
}

function withModules(...modules: readonly ModuleInfo[]): Snapshot {
  return snapshot({
    wasm: {
      status: 'active',
      memoryUsage: 1e7,
      executionStats: { calls: 1, totalTime: 1, errors: 0 },
      functionCallCounts: {},
      functions: [],
      modules,
      growth: [],
      traps: [],
    },
  });
}

describe('recommend', () => {
  it.each(KINDS)('has an answer to %s, even where the host registered nothing', (kind) => {
    const [first] = recommend({ alerts: [alert(kind)], actions: [], now: NOW });
    expect(first).toMatchObject({ alert: `${kind}-1`, automated: false, status: 'proposed' });
    expect(first?.rationale).toContain(`${kind} was found.`);
  });

  it('names the registered action, says that it can be applied and how it is undone', () => {
    const actions = [action('fewer-particles', 'lower-render-cost', { levels: 3, title: 'Fewer particles' })];
    const [first] = recommend({ alerts: [alert('frame-rate-drop')], actions, now: NOW });
    expect(first).toMatchObject({
      id: 'frame-rate-drop-1:fewer-particles-1',
      action: 'fewer-particles',
      title: 'Fewer particles',
      automated: true,
      undo: 'Draws at full quality again.',
    });
  });

  it('says what it expects from the way back to the baseline', () => {
    const baseline = { median: 60, spread: 1, samples: 100, source: 'session' } as const;
    const actions = [action('a', 'lower-render-cost')];
    const [first] = recommend({ alerts: [alert('frame-rate-drop', { baseline })], actions, now: NOW });
    expect(first?.expectedRatio).toBeCloseTo(1.8);
    expect(first?.rationale).toMatch(/Frame rate: 30 \/s, usually 60 \/s\./);
  });

  it('does not offer a used-up, unhelpful or merely manual action for a click', () => {
    const alerts = [alert('frame-rate-drop')];
    const offered = (more: Partial<AvailableAction>) =>
      recommend({ alerts, actions: [action('a', 'lower-render-cost', more)], now: NOW })[0];
    expect(offered({})?.action).toBe('a');
    expect(offered({ level: 1 })?.action).not.toBe('a');
    expect(offered({ unhelpful: ['frame-rate-drop'] })?.action).not.toBe('a');
    expect(offered({ mode: 'manual' })).toMatchObject({ automated: false });
  });

  it('gives one answer to one cause: the slow export, not the frames that it costs', () => {
    const alerts = [
      alert('frame-rate-drop', { severity: 'critical' }),
      alert('execution-slow', { onset: NOW - 20_000 }),
      alert('jank'),
    ];
    const found = recommend({ alerts, actions: [], now: NOW });
    expect(found.map((one) => one.alert)).toEqual(['execution-slow-1']);
  });

  it('keeps apart what began at other times', () => {
    const alerts = [alert('frame-rate-drop', { openedAt: NOW - 600_000 }), alert('execution-slow')];
    expect(recommend({ alerts, actions: [], now: NOW })).toHaveLength(2);
  });

  it('answers neither what is over nor what is muted', () => {
    const alerts = [
      alert('trap', { state: 'resolved' }),
      alert('memory-leak', { mutedUntil: NOW + 1 }),
      alert('stall', { mutedUntil: NOW - 1 }),
    ];
    expect(recommend({ alerts, actions: [], now: NOW }).map((one) => one.alert)).toEqual(['stall-1']);
  });

  it('advises to stream a slow compilation only where it did not stream', () => {
    const advice = (streaming: boolean | undefined) =>
      recommend({
        alerts: [],
        snapshot: withModules(
          module({ compileTime: 400, ...(streaming === undefined ? {} : { streaming }) }),
        ),
        actions: [],
        now: NOW,
      }).map((one) => one.action);
    expect(advice(false)).toEqual(['stream-compile']);
    expect(advice(true)).toEqual(['cache-module']);
    expect(advice(undefined)).toEqual([]);
    expect(
      recommend({
        alerts: [],
        snapshot: withModules(module({ compileTime: 5, streaming: false })),
        actions: [],
        now: NOW,
      }),
    ).toEqual([]);
  });

  it('names the script that makes the frames late, and draws less only where the host lets it', () => {
    const verdict = { cause: 'script', name: 'runQueries', share: 0.9, confidence: 0.9 } as const;
    const longFrames = [1, 2, 3].map(() => ({ timestamp: NOW, duration: 80, scripts: [], verdict }));
    const late = snapshot({ rendering: { frames: 100, longFrames } });
    const alerts = [alert('frame-rate-drop')];
    const [byHand] = recommend({ alerts, snapshot: late, actions: [], now: NOW });
    expect(byHand?.title).toBe('Do less in runQueries');
    const actions = [action('fewer-particles', 'lower-render-cost')];
    expect(recommend({ alerts, snapshot: late, actions, now: NOW })[0]?.action).toBe('fewer-particles');
  });

  it('maps a fixed threshold by its metric', () => {
    const alerts = [alert('threshold', { metric: 'network.cacheHitRate', threshold: 0.8, current: 0.3 })];
    const [first] = recommend({ alerts, actions: [action('bigger-cache', 'widen-cache')], now: NOW });
    expect(first).toMatchObject({ action: 'bigger-cache', category: 'network' });
    expect(first?.rationale).toMatch(/: 30 %; the limit is 80 %/);
    expect(recommend({ alerts: [alert('threshold', { metric: 'no.such' })], actions: [], now: NOW })).toEqual(
      [],
    );
  });

  it('ranks by what a user gains: a trap before a leak, an action at hand before one by hand', () => {
    const alerts = [alert('memory-leak'), alert('trap', { severity: 'critical' }), alert('cache-collapse')];
    const actions = [action('recycle', 'recycle-instance')];
    const found = recommend({ alerts, actions, now: NOW });
    expect(found[0]).toMatchObject({ alert: 'trap-1', action: 'recycle', priority: 'high' });
    expect(new Set(found.map((one) => one.action)).size).toBe(found.length);
  });

  it('prefers what may be done at once to what waits for a person', () => {
    const actions = [
      action('asks', 'lower-render-cost', { cost: 0, mode: 'suggest' }),
      action('acts', 'lower-render-cost', { cost: 0.4, mode: 'automatic' }),
    ];
    expect(recommend({ alerts: [alert('jank')], actions, now: NOW })[0]?.action).toBe('acts');
  });

  it('prefers the cheaper of two actions of a kind', () => {
    const actions = [
      action('dear', 'lower-render-cost', { cost: 0.9 }),
      action('cheap', 'lower-render-cost', { cost: 0.1 }),
    ];
    expect(recommend({ alerts: [alert('jank')], actions, now: NOW })[0]?.action).toBe('cheap');
  });

  it('is pure, gives at most one answer a cause, and never an action that is not registered', () => {
    const kinds = fc.constantFrom<ActionKind>(
      'lower-render-cost',
      'trim-memory',
      'recycle-instance',
      'widen-cache',
    );
    const actions = fc.uniqueArray(
      fc.record({ name: fc.stringMatching(/^[a-z]{1,6}$/), kind: kinds, level: fc.nat(2) }),
      { selector: ({ name }) => name, maxLength: 5 },
    );
    const alerts = fc.uniqueArray(fc.constantFrom(...KINDS), { maxLength: 8 });
    fc.assert(
      fc.property(alerts, actions, (someKinds, some) => {
        const input = {
          alerts: someKinds.map((kind) => alert(kind)),
          actions: some.map((one) => action(one.name, one.kind, { level: one.level, levels: 2 })),
          now: NOW,
        };
        const found = recommend(input);
        expect(recommend(input)).toEqual(found);
        const groups = found.map((one) => CAUSES[one.alert.replace(/-1$/, '') as Cause].group);
        expect(new Set(groups).size).toBe(groups.length);
        for (const one of found.filter(({ automated }) => automated)) {
          expect(some.some(({ name, level }) => name === one.action && level < 2)).toBe(true);
        }
      }),
    );
  });
});

describe('rules', () => {
  it('have names of their own, and answer only what there is, with gains from 0 to 1', () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
    for (const rule of RULES) {
      for (const [cause, gain] of Object.entries(rule.answers)) {
        expect(Object.hasOwn(CAUSES, cause)).toBe(true);
        expect(gain).toBeGreaterThan(0);
        expect(gain).toBeLessThanOrEqual(1);
      }
    }
  });
});
