import type { Alert, AnomalyKind, Tick } from '@wasm-vitals/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from './policy.js';
import { alertOf, createSimulatedHost } from './testing/simulated-host.js';

interface Change {
  readonly at: number;
  readonly level: number;
}

/** `one` in one of ten, otherwise `usual`. */
function rarely<T>(one: T, usual: T): fc.Arbitrary<T> {
  return fc.integer({ min: 0, max: 9 }).map((n) => (n === 0 ? one : usual));
}

/** A stretch of a page's life: how it performs, what is alarmed, and what the host and the user are about. */
const stretch = fc.record({
  seconds: fc.integer({ min: 5, max: 120 }),
  fps: fc.constantFrom(5, 20, 30, 30, 45, 60, 60),
  noise: fc.constantFrom(1, 3, 20),
  alert: fc.constantFrom<AnomalyKind | undefined>('frame-rate-drop', 'execution-slow', undefined),
  visible: rarely(false, true),
  loading: rarely(true, false),
  mark: rarely('b', 'a'),
  helps: fc.constantFrom(-0.3, 0, 0.3, 1),
});

/** Times at which a level went down after it had gone up, or up after it had gone down: each a turn. */
function turnsOf(changes: readonly Change[]): readonly { readonly at: number; readonly up: boolean }[] {
  const turns: { at: number; up: boolean }[] = [];
  changes.forEach(({ at, level }, i) => {
    const up = level > (changes[i - 1]?.level ?? 0);
    if (turns.at(-1)?.up !== up) turns.push({ at, up });
  });
  return turns;
}

async function live(stretches: readonly (typeof stretch extends fc.Arbitrary<infer T> ? T : never)[]) {
  const changes: Change[] = [];
  let now = stretches[0];
  let level = 0;
  let second = 0;
  const read = (): Partial<Tick> => {
    const wobble = ((second++ * 7919) % 11) / 11 - 0.5;
    const fps = (now?.fps ?? 0) * (1 + (now?.helps ?? 0) * level) + (now?.noise ?? 0) * wobble;
    return {
      fps: Math.max(0, Math.min(60, fps)),
      wasmTime: 300,
      wasmCalls: 100 + level,
      mark: now?.mark ?? 'a',
    };
  };
  const host = createSimulatedHost(read);
  const set = (to: number): void => {
    level = to;
    changes.push({ at: host.now(), level });
  };
  host.advisor.registerAction({
    name: 'quality',
    kind: 'lower-render-cost',
    levels: 3,
    mode: 'automatic',
    apply: set,
    revert: set,
  });
  await host.run(30);
  let alert: Alert | undefined;
  for (const one of stretches) {
    now = one;
    host.visible = one.visible;
    host.loading = one.loading;
    if (one.alert === undefined) alert = undefined;
    else if (alert?.kind !== one.alert) {
      alert = alertOf(one.alert, host.now(), { id: `${one.alert}-${host.now()}` });
    }
    host.advisor.onAlerts(alert ? [alert] : [], undefined);
    await host.run(one.seconds);
  }
  return { changes };
}

describe('the closed loop', () => {
  it('never flaps faster than its cool-down, whatever the metrics do', { timeout: 60_000 }, async () => {
    let turned = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(stretch, { minLength: 15, maxLength: 40 }), async (stretches) => {
        const { changes } = await live(stretches);
        const turns = turnsOf(changes);
        turned += Number(turns.length > 2);
        // A trial may be taken back at once: that is the point of it. But the same way again takes its time.
        for (let i = 2; i < turns.length; i++) {
          const [before, turn] = [turns[i - 2], turns[i]];
          expect((turn?.at ?? 0) - (before?.at ?? 0)).toBeGreaterThanOrEqual(DEFAULT_POLICY.coolDown);
        }
      }),
      { numRuns: 40, seed: 20_140 },
    );
    expect(turned).toBeGreaterThan(10); // or the metrics were too tame to show anything
  });

  it('never changes anything while the page is hidden or loading', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stretch, { minLength: 3, maxLength: 15 }), async (stretches) => {
        const away = stretches.map((one, i) => ({ ...one, visible: i % 2 === 0, loading: i % 3 === 0 }));
        const { changes } = await live(away.map((one) => ({ ...one, visible: false })));
        expect(changes).toEqual([]);
        const loading = await live(away.map((one) => ({ ...one, visible: true, loading: true })));
        expect(loading.changes).toEqual([]);
      }),
      { numRuns: 10, seed: 7 },
    );
  });
});
