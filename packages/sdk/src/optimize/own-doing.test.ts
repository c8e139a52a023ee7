import type { Anomaly, Tick } from '@wasm-vitals/protocol';
import { expect, it } from 'vitest';
import { alertOf, createSimulatedHost } from './testing/simulated-host.js';

const NEVER = Infinity;

/** A cache that collapses at 60 s and can be widened, which takes memory; `leaksAt` of its own, in seconds. */
async function widenTheCache(leaksAt = NEVER) {
  const state = { wide: false, recycled: 0 };
  const host = createSimulatedHost((second): Partial<Tick> => {
    const broken = second >= 60 && !state.wide;
    return {
      fps: 60,
      requests: 3,
      cacheHits: broken ? 0 : 3,
      wasmLive: 9e6 + (state.wide ? 2.5e6 : 0) + (second >= leaksAt ? 5e5 * (second - leaksAt) : 0),
    };
  });
  const { advisor } = host;
  const set = (level: number): void => void (state.wide = level > 0);
  advisor.registerAction({ name: 'widen', kind: 'widen-cache', mode: 'automatic', apply: set, revert: set });
  const recycle = (): void => void state.recycled++;
  advisor.registerAction({ name: 'recycle', kind: 'recycle-instance', mode: 'automatic', apply: recycle });
  const anomaly = (kind: Anomaly['kind'], metric: string, onset: number): Anomaly => ({
    id: kind,
    kind,
    metric,
    detectedAt: host.now(),
    onset,
    severity: 'warning',
    value: 1,
    message: kind,
  });
  await host.run(75);
  const collapse = anomaly('cache-collapse', 'network.cacheHitRate', host.now() - 15_000);
  advisor.onAlerts([alertOf('cache-collapse', host.now(), { anomalies: [collapse] })], undefined);
  await host.run(20);
  return { host, state, collapse, anomaly };
}

it('does not treat the memory that its own wider cache takes', async () => {
  const { host, state, collapse, anomaly } = await widenTheCache();
  const own = anomaly('memory-step', 'wasm.heapSize', host.now() - 20_000);
  const together = alertOf('memory-step', host.now(), { id: 'cache-collapse-1', anomalies: [own, collapse] });
  host.advisor.onAlerts([together, alertOf('memory-step', host.now(), { anomalies: [own] })], undefined);
  await host.run(120);
  expect(state).toEqual({ wide: true, recycled: 0 });
  expect(host.advisor.recommendations().filter(({ status }) => status === 'proposed')).toEqual([]);
});

it('treats memory that was found before it, or goes on growing when a cache would be full', async () => {
  const { host, state, anomaly } = await widenTheCache(80);
  const leak = anomaly('memory-leak', 'wasm.heapSize', host.now() - 10_000);
  const alert = alertOf('memory-leak', host.now(), { anomalies: [leak] });
  host.advisor.onAlerts([alert], undefined);
  await host.run(120);
  expect(state.recycled).toBe(0);
  await host.run(60);
  host.advisor.onAlerts([alert], undefined);
  await host.run(10);
  expect(state.recycled).toBe(1);
});
