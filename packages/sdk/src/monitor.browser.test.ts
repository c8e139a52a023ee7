import { afterEach, describe, expect, it, vi } from 'vitest';
import { BURN } from './instrument/testing/modules.js';
import { ADD } from './testing/add-module.js';
import type { LongFrame } from '@wasm-vitals/protocol';
import type { PerformanceMonitor } from './performance-monitor.js';
import { OptionsError, startMonitor } from './index.js';
import { block, drawFrames } from './testing/browser-deps.js';
import { describeGlobals } from './testing/describe-globals.js';
import { runIn, startInWindow } from './testing/start-in-window.js';

import type { WorkerAnswer } from './testing/monitor-worker.js';

const started: PerformanceMonitor[] = [];

function start(...args: Parameters<typeof startMonitor>): PerformanceMonitor {
  const monitor = startMonitor(...args);
  started.push(monitor);
  return monitor;
}

afterEach(() => {
  for (const monitor of started.splice(0)) monitor.stop();
});

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
    expect(snapshot?.overhead).toMatchObject({ faults: 0 });
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

  it('runs twice on one page, as a tool may monitor a page that monitors itself', async () => {
    const before = describeGlobals();
    const [tool, own] = [start(), start()];
    const { instance } = await WebAssembly.instantiate(ADD);
    const { add } = instance.exports as { add: (a: number, b: number) => number };
    expect([add(1, 2), add(3, 4)]).toEqual([3, 7]);
    for (const monitor of [tool, own]) {
      expect(monitor.collectMetrics().wasm).toMatchObject({ functionCallCounts: { add: 2 } });
    }
    own.stop();
    expect(add(5, 6)).toBe(11);
    expect(tool.collectMetrics().wasm).toMatchObject({ functionCallCounts: { add: 1 } });
    tool.stop();
    expect(add(7, 8)).toBe(15);
    expect(describeGlobals()).toEqual(before);
  });

  it('throws for a wrong option, before anything is patched', () => {
    const before = describeGlobals();
    expect(() => startMonitor({ reportingInterval: 5 })).toThrow(OptionsError);
    expect(describeGlobals()).toEqual(before);
  });

  it('names the script of a long frame', async () => {
    const opened = await startInWindow({ reportingInterval: 1_000 });
    runIn(
      opened,
      `requestAnimationFrame(function stallOnce() {
        const end = performance.now() + 200;
        while (performance.now() < end);
      });`,
    );
    const longFrames = (): readonly LongFrame[] =>
      opened.monitor
        .history()
        .flatMap(({ rendering }) => ('frames' in rendering ? rendering.longFrames : []));
    await vi.waitFor(() => expect(longFrames().length).toBeGreaterThan(0), waitFor);
    expect(JSON.stringify(longFrames())).toContain('stallOnce');
    expect(opened.monitor.collectMetrics().unsupported).not.toContain('rendering.longFrames.count');
    opened.close();
  });

  it('says why a frame was late: the export that took it, of long calls and of many short ones', async () => {
    // no limit of its own: a busy machine must not make the governor shed the timings that the verdict is made of
    const opened = await startInWindow({ reportingInterval: 1_000, maxOverhead: 1 });
    runIn(
      opened,
      `const { burn } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(${BURN.join()}))).exports;
      const busy = (turns) => function stall() {
        const end = performance.now() + 300;
        while (performance.now() < end) burn(turns);
      };
      requestAnimationFrame(busy(50_000_000));
      setTimeout(requestAnimationFrame, 1_000, busy(20_000));`,
    );
    const verdicts = (): readonly unknown[] =>
      opened.monitor
        .history()
        .flatMap(({ rendering }) => ('frames' in rendering ? rendering.longFrames : []))
        .filter(({ scripts }) => scripts[0]?.function === 'stall')
        .map(({ verdict }) => verdict);
    await vi.waitFor(() => expect(verdicts().length).toBeGreaterThanOrEqual(2), waitFor);
    for (const verdict of verdicts()) expect(verdict).toMatchObject({ cause: 'export', name: 'burn' });
    opened.close();
  });

  it('knows when the page is hidden, and that it came back', async () => {
    const monitor = start({ reportingInterval: 1_000, tickInterval: 250 });
    const visibility = vi.spyOn(document, 'visibilityState', 'get');
    const show = (state: DocumentVisibilityState): void => {
      visibility.mockReturnValue(state);
      document.dispatchEvent(new Event('visibilitychange'));
    };
    const before = monitor.history().length;
    show('hidden');
    expect(monitor.history()).toHaveLength(before + 1); // it may not come back
    await vi.waitFor(() => expect(monitor.ticks().at(-1)?.visibility).toBe(0), waitFor);
    expect(monitor.collectMetrics()).toMatchObject({ visibility: 0, context: {} });
    show('visible');
    const back = monitor.collectMetrics();
    expect(back.context).toEqual({ resumed: true });
    expect(back.rendering).not.toHaveProperty('fps', 0);
    visibility.mockRestore();
  });

  it('takes the time in which the page was away for no frame time', async () => {
    const monitor = start();
    const stopDrawing = drawFrames();
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let i = 0; i < 5; i++) await frame();
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    await frame(); // the last one, which may come late
    await frame();
    block(2_000);
    visibility.mockRestore();
    document.dispatchEvent(new Event('visibilitychange'));
    for (let i = 0; i < 5; i++) await frame();
    stopDrawing();
    const { rendering } = monitor.collectMetrics();
    const { count = 0, max = Infinity } = ('frameTime' in rendering && rendering.frameTime) || {};
    expect(count).toBeGreaterThan(0);
    expect(max).toBeLessThan(1_900);
  });

  it('goes on where the host has faked its timers since', async () => {
    const monitor = start({ reportingInterval: 1_000, tickInterval: 250 });
    const wait = setTimeout;
    const before = monitor.ticks().length;
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'performance', 'Date'] });
    while (monitor.ticks().length === before) await new Promise((resolve) => wait(resolve, 50));
    vi.useRealTimers();
    expect(monitor.ticks().at(-1)?.interval).toBeGreaterThan(0);
  });

  it('raises an alert when a threshold of the host is broken', async () => {
    const onAlert = vi.fn();
    const changes: string[] = [];
    const monitor = start({
      reportingInterval: 1_000,
      tickInterval: 250,
      thresholds: { 'memory.jsHeapUsed': { above: 1, for: 0 } },
    });
    monitor.onAlert(onAlert);
    monitor.subscribeFeed((change) => changes.push(change));
    await vi.waitFor(() => expect(monitor.alerts()).toHaveLength(1), waitFor);
    const [alert] = monitor.alerts();
    expect(alert).toMatchObject({ kind: 'threshold', metric: 'memory.jsHeapUsed', state: 'open' });
    expect(onAlert).toHaveBeenCalledWith(alert);
    monitor.acknowledge(alert?.id ?? '');
    expect(monitor.alerts()[0]?.state).toBe('acknowledged');
    monitor.mute(alert?.id ?? '', 60_000);
    expect(monitor.alerts()[0]?.mutedUntil).toBeGreaterThan(Date.now());
    expect(changes).toEqual(expect.arrayContaining(['tick', 'snapshot', 'alerts']));
  });

  it('lets a listener of the host throw without harm', async () => {
    const monitor = start({ reportingInterval: 1_000, tickInterval: 250 });
    monitor.subscribe(() => {
      throw new Error('the host’s');
    });
    const seen = vi.fn();
    monitor.subscribe(seen);
    await vi.waitFor(() => expect(seen.mock.calls.length).toBeGreaterThan(1), waitFor);
  });

  it('keeps its history after stop, and measures no more', async () => {
    const monitor = start({ reportingInterval: 1_000, tickInterval: 250 });
    const last = monitor.collectMetrics();
    monitor.stop();
    expect(monitor.collectMetrics()).toBe(last);
    const ticks = monitor.ticks().length;
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(monitor.ticks()).toHaveLength(ticks);
  });

  it('runs in a worker, and says what a worker does not have', async () => {
    const worker = new Worker(new URL('./testing/monitor-worker.ts', import.meta.url), { type: 'module' });
    const { before, after, snapshot } = await new Promise<WorkerAnswer>((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data as WorkerAnswer);
      worker.onerror = ({ message }) => reject(new Error(message));
    });
    worker.terminate();
    expect(snapshot).toMatchObject({ visibility: 1, overhead: { faults: 0 }, network: { failures: 0 } });
    expect(snapshot.unsupported).toContain('rendering.layoutShift');
    expect(snapshot.unsupported).toContain('interaction.deadClicks');
    expect(after).toEqual(before);
  });
});
