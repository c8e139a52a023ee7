import type { DurationMs, EpochMs } from '@wasm-vitals/protocol';
import type { Rule } from './rule.js';

/** Ticks between two looks, looks that are kept: the trend of the last two minutes. */
const EVERY = 6;
const LOOKS = 12;
/** Memory that runs out sooner than this is worth a word; sooner than that, it is urgent. Milliseconds. */
const SOON: DurationMs = 240_000;
const URGENT: DurationMs = 60_000;
/** The newest so many looks must each show less room than the one before: one large growth is not a trend. */
const FALLS = 6;

/** Forecast of the time until a declared maximum of linear memory is reached, at the trend of two minutes. */
export function createLimitRule(): Rule {
  const rooms = new Float64Array(LOOKS);
  let looks = 0;
  let ticks = 0;
  let active = false;
  let timeToLimit = Infinity;
  let trend: DurationMs = 0;
  let onset: EpochMs = 0;

  const room = (age: number): number => rooms[(looks - 1 - age + 2 * LOOKS) % LOOKS] ?? 0;

  function forecast(): void {
    const kept = Math.min(LOOKS, looks);
    let falls = 0;
    while (falls + 1 < kept && room(falls) < room(falls + 1)) falls++;
    const lost = room(falls) - room(0);
    timeToLimit = falls >= FALLS ? (room(0) / lost) * falls * EVERY * 1000 : Infinity;
    trend = falls * EVERY * 1000;
  }

  /** Growth under loading, or with more work, is no trend: looks begin anew after it. */
  function disturb(): void {
    looks = 0;
    active = false;
  }

  return {
    step(tick, gate) {
      if (gate.rebase || gate.loading || gate.workEvent) disturb();
      if (gate.muted || !gate.warm || tick.headroom === undefined || ++ticks % EVERY !== 0) return active;
      rooms[looks++ % LOOKS] = tick.headroom;
      forecast();
      const soon = timeToLimit < (active ? 2 * SOON : SOON);
      if (soon && !active) onset = gate.now - trend;
      active = soon && gate.memoryWarm;
      return active;
    },
    describe: () => ({
      kind: 'memory-limit',
      metric: 'memory.timeToLimit',
      value: timeToLimit,
      onset,
      severity: timeToLimit < URGENT ? 'critical' : 'warning',
    }),
    baseline: () => undefined,
  };
}
