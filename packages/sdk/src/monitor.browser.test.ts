import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PerformanceMonitor } from './performance-monitor.js';
import { OptionsError, startMonitor } from './index.js';
import { describeGlobals } from './testing/describe-globals.js';

const started: PerformanceMonitor[] = [];

function start(...args: Parameters<typeof startMonitor>): PerformanceMonitor {
  const monitor = startMonitor(...args);
  started.push(monitor);
  return monitor;
}

afterEach(() => {
  for (const monitor of started.splice(0)) monitor.stop();
});

/** Draws frames as a host would, until told to stop. */
function drawFrames(): () => void {
  let on = true;
  const loop = (): void => void (on && requestAnimationFrame(loop));
  requestAnimationFrame(loop);
  return () => (on = false);
}

const waitFor = { timeout: 20_000 };

describe('startMonitor in a page', () => {
  it('gives snapshots and ticks with every section, and tells subscribers', async () => {
    const seen = vi.fn();
    const stopDrawing = drawFrames();
    const monitor = start({ application: { name: 'test' }, reportingInterval: 1_000, tickInterval: 250 });
    monitor.subscribe(seen);
    await vi.waitFor(() => expect(monitor.history().length).toBeGreaterThanOrEqual(2), waitFor);
    stopDrawing();
    const snapshot = monitor.history()[1];
    expect(snapshot).toMatchObject({ sequence: 1, visibility: 1, wasm: { status: 'not_initialized' } });
    expect(snapshot?.rendering).toHaveProperty('fps');
    expect(snapshot?.memory).toHaveProperty('jsHeapUsed');
    expect(snapshot?.network).toHaveProperty('byKind');
    expect(snapshot?.interaction).toHaveProperty('webVitals');
    expect(snapshot?.overhead).toMatchObject({ faults: 0, shed: [] });
    expect(snapshot?.unsupported).toContain('rendering.gpuTime');
    expect(seen.mock.calls.map(([s]) => s as unknown)).toEqual(monitor.history());
    expect(monitor.ticks().length).toBeGreaterThan(2);
  });

  it('leaves every global as it was', () => {
    const before = describeGlobals();
    const monitor = start();
    expect(describeGlobals()).not.toEqual(before);
    monitor.stop();
    monitor.stop();
    expect(describeGlobals()).toEqual(before);
  });

  it('puts the error of a collector that throws in its place, and goes on', () => {
    const fail = (): never => {
      throw new Error('out of order');
    };
    const onError = vi.fn();
    const memory = { name: 'memory', start: fail, collect: fail, tick: fail, unsupported: fail, stop: fail };
    const monitor = start({ collectors: { memory }, onError });
    const snapshot = monitor.collectMetrics();
    expect(snapshot.memory).toEqual({ error: 'out of order' });
    expect(snapshot.rendering).toHaveProperty('frames');
    expect(onError).toHaveBeenCalled();
    expect(monitor.collectMetrics().overhead).toMatchObject({ faults: expect.any(Number) as number });
  });

  it('says in its section that a collector is switched off', () => {
    const { network } = start({ collectors: { network: false } }).collectMetrics();
    expect(network).toEqual({ error: "switched off by the option 'collectors.network'" });
  });

  it('throws for a wrong option, before anything is patched', () => {
    const before = describeGlobals();
    expect(() => startMonitor({ reportingInterval: 5 })).toThrow(OptionsError);
    expect(describeGlobals()).toEqual(before);
  });
});
