import type { Snapshot, Tick } from '@wasm-vitals/protocol';
import { expect, it } from 'vitest';
import { createChannel } from '../store/channel.js';
import { createTestGuard } from '../testing/fake-clock.js';
import { healthySnapshot } from '../testing/snapshot.js';
import { startRecorder } from './recorder.js';

function setUp(limit?: number) {
  const guard = createTestGuard();
  const [ticks, snapshots] = [createChannel<Tick>(guard), createChannel<Snapshot>(guard)];
  const recorder = startRecorder({ onTick: ticks.subscribe, subscribe: snapshots.subscribe }, limit);
  const tick = (timestamp: number): Tick => ({ timestamp, interval: 1_000, visibility: 1 });
  const read = (): unknown[] =>
    recorder
      .text()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown);
  return { ticks, snapshots, recorder, tick, read };
}

it('gives ticks and snapshots as JSON lines, in order of time', () => {
  const { ticks, snapshots, tick, read, recorder } = setUp();
  ticks.emit(tick(1));
  snapshots.emit(healthySnapshot(0));
  ticks.emit(tick(2));
  recorder.stop();
  ticks.emit(tick(3));
  expect(read()).toEqual([{ tick: tick(1) }, { snapshot: healthySnapshot(0) }, { tick: tick(2) }]);
});

it('forgets the oldest lines beyond its limit', () => {
  const { ticks, tick, read } = setUp(2);
  for (const time of [1, 2, 3]) ticks.emit(tick(time));
  expect(read()).toEqual([{ tick: tick(2) }, { tick: tick(3) }]);
});
