import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { HostAction } from 'wasm-vitals';
import { loadColumn } from '../testing/load-column.js';
import { allowActions } from './allow-actions.js';
import { createPace } from './pace.js';
import { createQuality } from './quality.js';

const BUILD_MS = 120_000;

async function register() {
  const column = await loadColumn(0.02);
  const scene = { setBudget: vi.fn(), setResolution: vi.fn() };
  const store = { capacity: 12, retain: vi.fn() };
  const pace = createPace();
  const controls = createQuality({ column, scene, store, player: { dataset: 'a' }, pace });
  const actions = new Map<string, HostAction>();
  const registerAction = (action: HostAction): (() => void) => {
    actions.set(action.name, action);
    return () => undefined;
  };
  allowActions({ registerAction }, controls, 'automatic');
  const go = async (name: string, level: number): Promise<void> => {
    const action = actions.get(name);
    await (level === 0 ? action?.revert?.(level) : action?.apply(level));
  };
  return { column, scene, store, pace, controls, actions, go };
}

describe('the quality levels that the monitor may turn', () => {
  beforeAll(async () => void (await loadColumn()), BUILD_MS);

  it('are all of the demo’s', async () => {
    const { actions } = await register();
    const kinds = [...actions.values()].map(({ name, kind, levels = 1 }) => [name, kind, levels]);
    expect(kinds).toEqual([
      ['draw-fewer-neurons', 'lower-render-cost', 4],
      ['lower-resolution', 'lower-render-cost', 3],
      ['coarser-simulation-step', 'lower-compute-cost', 2],
      ['slower-simulation', 'lower-compute-cost', 2],
      ['trim-stimulus-cache', 'trim-memory', 2],
      ['widen-stimulus-cache', 'widen-cache', 1],
      ['unload-datasets', 'unload-data', 2],
      ['recycle-instance', 'recycle-instance', 1],
    ]);
  });

  it('do what they say, and take it back', async () => {
    const { column, scene, store, pace, go } = await register();
    await go('draw-fewer-neurons', 4);
    await go('lower-resolution', 3);
    expect([scene.setBudget.mock.lastCall, scene.setResolution.mock.lastCall]).toEqual([[0.1], [0.35]]);
    await go('coarser-simulation-step', 2);
    expect(column.wasm.step_quarters()).toBe(4);
    await go('slower-simulation', 2);
    expect(pace.share).toBe(0.25);
    await go('widen-stimulus-cache', 1);
    expect(store.capacity).toBe(24);
    await go('widen-stimulus-cache', 0);
    await go('trim-stimulus-cache', 2);
    expect(store.capacity).toBe(4);
    for (const name of ['draw-fewer-neurons', 'coarser-simulation-step', 'slower-simulation'])
      await go(name, 0);
    expect([scene.setBudget.mock.lastCall, column.wasm.step_quarters(), pace.share]).toEqual([[1], 1, 1]);
  });

  it('unload what is not shown', async () => {
    const { store, go } = await register();
    await go('unload-datasets', 1);
    const keep = store.retain.mock.lastCall?.[0] as (chunk: { dataset: string }) => boolean;
    expect([keep({ dataset: 'a' }), keep({ dataset: 'b' })]).toEqual([true, false]);
  });

  it('recycle the instance, which goes on where the old one was', async () => {
    const { column, actions, go } = await register();
    column.step(34);
    const [old, time] = [column.wasm, column.wasm.simulation_time()];
    await go('recycle-instance', 1);
    expect(column.wasm).not.toBe(old);
    expect(column.wasm.simulation_time()).toBe(time);
    expect(actions.get('recycle-instance')).not.toHaveProperty('revert');
  });
});
