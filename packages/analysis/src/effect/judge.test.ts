import { describe, expect, it } from 'vitest';
import type { Cause } from '../recommend/cause.js';
import { judge, lastLook } from './judge.js';
import { createNoisyPage } from './testing/noisy-ticks.js';

const RUNS = 200;
const CAUSES: readonly Cause[] = [
  'frame-rate-drop',
  'execution-slow',
  'memory-step',
  'heap-leak',
  'allocation-churn',
  'cache-collapse',
  'request-latency',
  'stall',
  'jank',
];

interface Setting {
  readonly cause: Cause;
  readonly rho: number;
  readonly spread: number;
  /** Work in units of the healthy one: 2 while the fault lasts, and this after the action. */
  readonly load: number;
}

/** One trial in simulated seconds: a healthy minute, the fault, then an action after which the work is `load`. */
function decide({ cause, rho, spread, load }: Setting, seed: number) {
  const page = createNoisyPage(seed, rho, spread);
  const stretch = (count: number, factor: number) => Array.from({ length: count }, () => page(factor));
  const healthy = stretch(60, 1);
  const before = stretch(lastLook(cause), 2);
  for (let i = 1, after = stretch(1, load); i <= lastLook(cause); i++, after = [...after, page(load)]) {
    const judged = judge({ cause, direction: 'lower', healthy, before, after });
    if (judged.decision !== 'wait') return judged;
  }
  throw new Error('the last look did not decide');
}

function keptShare(setting: Setting): number {
  const seeds = Array.from({ length: RUNS }, (_, i) => 101 + 7 * i);
  return seeds.filter((seed) => decide(setting, seed).decision === 'keep').length / RUNS;
}

describe('judge, on seeded noise that is autocorrelated and heavy-tailed', () => {
  for (const cause of CAUSES) {
    for (const [rho, spread] of [
      [0, 0.05],
      [0.5, 0.15],
      [0.8, 0.15],
    ] as const) {
      it(`reverts a placebo in 95 % of runs: ${cause}, correlation ${rho}, noise ${spread}`, () => {
        expect(keptShare({ cause, rho, spread, load: 2 })).toBeLessThanOrEqual(0.05);
      });

      it(`reverts what makes it worse in 95 % of runs: ${cause}, correlation ${rho}, noise ${spread}`, () => {
        expect(keptShare({ cause, rho, spread, load: 2.4 })).toBeLessThanOrEqual(0.05);
      });
    }

    // Of rare events there are a dozen to go by: what is not proven is taken back, and three of four are.
    const least = cause === 'stall' || cause === 'jank' ? 0.7 : 0.9;
    it(`keeps what heals, in ${100 * least} % of runs: ${cause}`, () => {
      expect(keptShare({ cause, rho: 0.3, spread: 0.08, load: 1 })).toBeGreaterThanOrEqual(least);
    });
  }

  it('gives the effect with an interval that holds it', () => {
    const { effect } = decide({ cause: 'memory-step', rho: 0.3, spread: 0.05, load: 1 }, 5);
    expect(effect?.low).toBeLessThan(0.5);
    expect(effect?.high).toBeGreaterThan(0.5);
    expect(effect?.ratio).toBeCloseTo(0.5, 1);
  });
});

it('keeps a wider cache on a slow network: it is no faster, but waited for less', () => {
  const random = createNoisyPage(3, 0.3, 0.05);
  const network = (count: number, misses: number) =>
    Array.from({ length: count }, (_, second) => {
      const { timestamp, interval, visibility, latency = 1 } = random(1);
      const cacheHits = second % 4 < misses ? 0 : 3;
      return {
        timestamp,
        interval,
        visibility,
        requests: 3,
        cacheHits,
        ...(cacheHits === 0 ? { latency } : {}),
      };
    });
  const judged = judge({
    cause: 'request-latency',
    direction: 'lower',
    healthy: network(60, 4).map((tick) => ({ ...tick, latency: (tick.latency ?? 0) / 4 })),
    before: network(32, 4),
    after: network(32, 1),
  });
  expect(judged).toMatchObject({ decision: 'keep' });
});

describe('judge', () => {
  const page = createNoisyPage(1, 0.3, 0.02);
  const stretch = (count: number, load: number) => Array.from({ length: count }, () => page(load));

  it('reverts an action that helps its metric but spoils the frame rate', () => {
    const spoilt = stretch(12, 1).map((tick) => ({ ...tick, fps: 20 }));
    const judged = judge({
      cause: 'memory-step',
      direction: 'lower',
      healthy: stretch(60, 1),
      before: stretch(20, 1.5).map((tick) => ({ ...tick, fps: 55 })),
      after: spoilt,
    });
    expect(judged).toMatchObject({ decision: 'revert', harmful: true, reason: 'rendering.fps got worse' });
  });

  describe.each([0.5, 2, 8])('under a leak of %f MiB a second', (rate) => {
    const leaking = (from: number, count: number, base: number) =>
      Array.from({ length: count }, (_, i) => ({
        timestamp: 1000 * (from + i),
        interval: 1000,
        visibility: 1,
        fps: 60,
        wasmLive: base + rate * 1_048_576 * i,
      }));
    const healthy = leaking(0, 60, 9e6).map((tick) => ({ ...tick, wasmLive: 9e6 }));
    const before = leaking(60, 12, 9e6);
    /** Three seconds after the change, in which it went on leaking. */
    const decide = (base: number) => {
      const after = leaking(75, 20, base);
      const looks = [5, 8, 12, 16, 20].map((count) =>
        judge({ cause: 'memory-step', direction: 'lower', healthy, before, after: after.slice(0, count) }),
      );
      return looks.find(({ decision }) => decision !== 'wait');
    };
    const step = rate * 1_048_576;

    it('keeps what brings the level down, though it grows on', () => {
      expect(decide(9e6 + 3 * step)).toMatchObject({ decision: 'keep' });
    });

    it('reverts a placebo as useless, and not as harmful for what grew by itself', () => {
      const judged = decide(9e6 + 15 * step);
      expect(judged).toMatchObject({ decision: 'revert' });
      expect(judged).not.toHaveProperty('harmful');
    });
  });

  it('lets restored quality stay where it does no harm, and takes it away where it does', () => {
    const trial = { cause: 'frame-rate-drop', direction: 'restore', healthy: stretch(60, 1) } as const;
    const before = stretch(20, 1);
    expect(judge({ ...trial, before, after: stretch(20, 1) }).decision).toBe('keep');
    expect(judge({ ...trial, before, after: stretch(8, 2) }).decision).toBe('revert');
  });

  it('waits between its looks, and ends at the last one whatever there is to see', () => {
    const trial = { cause: 'frame-rate-drop', direction: 'lower', healthy: [], before: [] } as const;
    expect(judge({ ...trial, after: stretch(6, 1) }).decision).toBe('wait');
    expect(judge({ ...trial, after: stretch(20, 1) })).toMatchObject({
      decision: 'revert',
      reason: 'too few readings',
    });
  });
});

describe('judge, on readings of a real page', () => {
  it.each([
    ['a fifth of a millisecond', 0.72, 0.95, 'keep'],
    ['three milliseconds', 7, 10, 'revert'],
  ])(
    'takes what helps the cache back for %s more of each frame only where it is felt: %f to %f ms',
    (_, from, to, decision) => {
      const ticks = (missed: number, ms: number, count: number) =>
        Array.from({ length: count }, (__, i) => ({
          ...{ timestamp: i * 1000, interval: 1000, visibility: 1, fps: 60 },
          requests: 3,
          cacheHits: 3 - missed,
          wasmTime: 60 * ms * (1 + 0.02 * Math.sin(i * 2.1)),
          wasmCalls: 500,
        }));
      const [healthy, before, after] = [ticks(0, from, 30), ticks(2, from, 32), ticks(0, to, 32)];
      expect(judge({ cause: 'cache-collapse', direction: 'lower', healthy, before, after }).decision).toBe(
        decision,
      );
    },
  );

  it('keeps what tripled the frame rate, however restless the rate is while it recovers', () => {
    const ticks = (rates: readonly number[]) =>
      rates.map((fps, i) => ({ timestamp: i * 1000, interval: 1000, visibility: 1, fps }));
    const trial = {
      cause: 'frame-rate-drop',
      direction: 'lower',
      healthy: ticks(Array.from({ length: 30 }, (_, i) => 60 - (i % 7 === 0 ? 1 : 0))),
      before: ticks([12.5, 13.8, 10.9, 10.8, 10.8, 13.6]),
      after: ticks([26, 33, 39, 43, 43]),
    } as const;
    expect(judge(trial).decision).toBe('keep');
    const after = ticks([26, 33, 39, 43, 43, 33, 33, 32, 35, 34, 35, 43, 45, 47, 48, 40, 46, 45, 47, 54]);
    expect(judge({ ...trial, after }).decision).toBe('keep');
  });
});
