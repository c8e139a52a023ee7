import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestGuard } from '../testing/fake-clock.js';
import { startSampler, type Sampler } from './sampler.js';

let sampler: Sampler | undefined;

function start(options: { tickInterval?: number; reportingInterval?: number } = {}) {
  const onTick = vi.fn();
  const onSnapshot = vi.fn();
  const { tickInterval = 1_000, reportingInterval = 5_000 } = options;
  const now = (): number => performance.now();
  sampler = startSampler({
    tickInterval,
    reportingInterval,
    now,
    guard: createTestGuard(),
    onTick,
    onSnapshot,
  });
  return { onTick, onSnapshot, sampler };
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
afterEach(() => {
  sampler?.stop();
  vi.useRealTimers();
});

describe('sampler', () => {
  it('takes a snapshot with every fifth tick by default', () => {
    const { onTick, onSnapshot } = start();
    vi.advanceTimersByTime(20_000);
    expect(onTick).toHaveBeenCalledTimes(20);
    expect(onSnapshot).toHaveBeenCalledTimes(4);
  });

  it('takes one with every tick where both intervals are a second', () => {
    const { onSnapshot } = start({ reportingInterval: 1_000 });
    vi.advanceTimersByTime(4_000);
    expect(onSnapshot).toHaveBeenCalledTimes(4);
  });

  it('comes as near as it can where ticks are rarer than reports', () => {
    const { onSnapshot } = start({ tickInterval: 3_000, reportingInterval: 1_000 });
    vi.advanceTimersByTime(9_000);
    expect(onSnapshot).toHaveBeenCalledTimes(3);
  });

  it('puts the next one off when one was taken out of turn', () => {
    const { onSnapshot, sampler: running } = start();
    vi.advanceTimersByTime(4_000);
    running.snapshotTaken();
    vi.advanceTimersByTime(4_000);
    expect(onSnapshot).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1_000);
    expect(onSnapshot).toHaveBeenCalledOnce();
  });

  it('ticks slower and at full speed again', () => {
    const { onTick, sampler: running } = start();
    running.slowDown(2);
    vi.advanceTimersByTime(4_000);
    expect(onTick).toHaveBeenCalledTimes(2);
    running.slowDown(1);
    vi.advanceTimersByTime(4_000);
    expect(onTick).toHaveBeenCalledTimes(6);
  });

  it('goes on after a fault, and ends with stop', () => {
    const { onTick, onSnapshot, sampler: running } = start();
    onTick.mockImplementationOnce(() => {
      throw new Error('ours');
    });
    vi.advanceTimersByTime(5_000);
    expect(onSnapshot).toHaveBeenCalledOnce();
    running.stop();
    vi.advanceTimersByTime(5_000);
    expect(onTick).toHaveBeenCalledTimes(5);
  });
});
