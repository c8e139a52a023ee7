import type { Snapshot } from '@wasm-vitals/protocol';
import { describe, expect, it } from 'vitest';
import { createThresholdWatch } from './threshold-watch.js';

const snapshot = (second: number, fps: number, extra: Partial<Snapshot> = {}): Snapshot => ({
  timestamp: 1_000_000 + second * 1000,
  sequence: second,
  interval: 5_000,
  visibility: 1,
  context: {},
  overhead: { error: 'not under test' },
  wasm: { status: 'not_initialized' },
  memory: {},
  rendering: { fps, frames: fps * 5, longFrames: [] },
  network: { error: 'not under test' },
  interaction: { error: 'not under test' },
  unsupported: [],
  ...extra,
});

describe('fixed thresholds', () => {
  it('alarms only after the hold time, and clears only beyond the dead band', () => {
    const watch = createThresholdWatch();
    expect(watch.onSnapshot(snapshot(5, 20))).toEqual([]);
    const raised = watch.onSnapshot(snapshot(10, 20));
    expect(raised).toMatchObject([
      { type: 'raised', anomaly: { metric: 'rendering.fps', value: 20, threshold: 30 } },
    ]);
    expect(raised[0]?.anomaly.message).toBe('Frame rate: 20/s, below the limit of 30/s.');
    expect(watch.onSnapshot(snapshot(15, 31))).toEqual([]);
    expect(watch.onSnapshot(snapshot(20, 60))).toMatchObject([{ type: 'cleared' }]);
  });

  it('says nothing while hidden, loading or just resumed', () => {
    const watch = createThresholdWatch();
    const apart = [{ visibility: 0.4 }, { context: { loading: true } }, { context: { resumed: true } }];
    for (let second = 5; second < 120; second += 5) {
      expect(watch.onSnapshot(snapshot(second, 5, apart[second % 3] ?? {}))).toEqual([]);
    }
  });

  it('lets a host set, change and switch off limits, and refuses wrong ones', () => {
    const watch = createThresholdWatch({ 'rendering.fps': null });
    for (let second = 5; second < 60; second += 5) expect(watch.onSnapshot(snapshot(second, 5))).toEqual([]);
    expect(() => createThresholdWatch({ 'rendering.fps': {} })).toThrow(/one of 'below' and 'above'/);
    const unknown = JSON.parse('{ "rendering.joy": { "below": 1 } }') as Record<string, never>;
    expect(() => createThresholdWatch(unknown)).toThrow(/no metric 'rendering.joy'/);
  });
});
