import { expect, it, vi } from 'vitest';
import { ADD } from './testing/add-module.js';
import { startMonitor } from './index.js';
import { startMonitor as startMeasuring } from './measure.js';

it.each([
  ['startMonitor', startMonitor],
  ['the one that only measures', startMeasuring],
])('%s runs where there is no page, and says what it cannot give', async (_name, start) => {
  const onError = vi.fn();
  const monitor = start({ onError });
  const { instance } = await WebAssembly.instantiate(ADD);
  const { add } = instance.exports as { add: (a: number, b: number) => number };
  expect(add(2, 3)).toBe(5);
  const snapshot = monitor.collectMetrics();
  monitor.stop();
  expect(snapshot.wasm).toMatchObject({ status: 'active', functionCallCounts: { add: 1 } });
  expect(snapshot.unsupported).toEqual(
    expect.arrayContaining(['rendering.fps', 'memory.jsHeapUsed', 'interaction.deadClicks']),
  );
  expect(snapshot.rendering).not.toHaveProperty('fps');
  expect(onError).not.toHaveBeenCalled();
});

it('refuses to act where it only measures', async () => {
  const monitor = startMeasuring();
  await expect(monitor.apply('x')).rejects.toThrow('measures only');
  expect([monitor.alerts(), monitor.recommendations(), monitor.actions()]).toEqual([[], [], []]);
  monitor.stop();
});
