import type { DurationMs } from '@wasm-vitals/protocol';
import type { Guard } from '../browser/guard.js';

export interface SamplerOptions {
  readonly tickInterval: DurationMs;
  readonly reportingInterval: DurationMs;
  readonly now: () => DurationMs;
  readonly guard: Guard;
  readonly onTick: () => void;
  readonly onSnapshot: () => void;
}

export interface Sampler {
  /** Ticks so many times slower from now on: the governor's way to save. 1 is full speed. */
  slowDown(factor: number): void;
  /** A snapshot was taken out of turn: the next one is due a whole interval from now. */
  snapshotTaken(): void;
  stop(): void;
}

/**
 * Says when: a tick each `tickInterval`, and with the tick nearest to its due time, a snapshot. Due times are held
 * against the clock, so that late timers don't add up; what was missed while the page slept is not made up for.
 */
export function startSampler(options: SamplerOptions): Sampler {
  const { tickInterval, reportingInterval, now, guard, onTick, onSnapshot } = options;
  // Bound once: a host that fakes timers later doesn't stop ours.
  const setTimer = globalThis.setInterval;
  const clearTimer = globalThis.clearInterval;
  let period = tickInterval;
  let due = now() + reportingInterval;

  const beat = guard.wrap('sampler', () => {
    onTick();
    if (now() < due - period / 2) return;
    due = Math.max(due + reportingInterval, now() + reportingInterval / 2);
    onSnapshot();
  });
  let timer = setTimer(beat, period);

  return {
    slowDown(factor) {
      if (tickInterval * factor === period) return;
      clearTimer(timer);
      period = tickInterval * factor;
      timer = setTimer(beat, period);
    },
    snapshotTaken() {
      due = now() + reportingInterval;
    },
    stop: () => clearTimer(timer),
  };
}
