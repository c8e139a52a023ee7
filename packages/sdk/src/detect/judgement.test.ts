import { expect, it, vi } from 'vitest';
import { alertOf } from '../optimize/testing/simulated-host.js';
import { healthySnapshot } from '../testing/snapshot.js';
import { createJudgement } from './judgement.js';

it('offers what the monitor itself can give up, and does it when a person asks', async () => {
  const now = Date.UTC(2026, 0, 1);
  const trimHistory = vi.fn();
  const { advisor } = createJudgement({
    thresholds: {},
    now: () => now,
    visible: () => true,
    loading: () => false,
    builtIn: { scope: {}, trimHistory, setSavingLevel: vi.fn(), savingLevels: 3 },
  });
  advisor.onAlerts(
    [alertOf('heap-leak', now, { metric: 'memory.jsHeapUsed' })],
    healthySnapshot(0, { memory: { jsHeapUsed: 12e6 } }),
  );
  const [proposal] = advisor.recommendations();
  expect(proposal).toMatchObject({ action: 'trim-monitor-history', automated: true });
  await advisor.apply(proposal?.id ?? '');
  expect(trimHistory).toHaveBeenCalledOnce();
  await advisor.stop();
});

it('does not lay a large heap at the door of the monitor’s history', () => {
  const now = Date.UTC(2026, 0, 1);
  const { advisor } = createJudgement({
    thresholds: {},
    now: () => now,
    visible: () => true,
    loading: () => false,
    builtIn: { scope: {}, trimHistory: vi.fn() },
  });
  advisor.onAlerts(
    [alertOf('heap-leak', now, { metric: 'memory.jsHeapUsed' })],
    healthySnapshot(0, { memory: { jsHeapUsed: 300e6 } }),
  );
  expect(advisor.recommendations().map(({ action }) => action)).not.toContain('trim-monitor-history');
});
