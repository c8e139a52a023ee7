import type { DurationMs, EpochMs } from '@wasm-vitals/protocol';
import type { Rule } from './rule.js';

/** Ticks between two looks, looks that are kept: the trend of the last two minutes. */
const EVERY = 10;
const LOOKS = 12;
/** Memory that runs out sooner than this is worth a word; sooner than that, it is urgent. Milliseconds. */
const SOON: DurationMs = 240_000;
const URGENT: DurationMs = 60_000;
/** So many looks must show less room than the one before: one large growth is not a trend. */
const FALLS = 3;

/** Forecast of the time until a declared maximum of linear memory is reached, at the trend of two minutes. */
export function createLimitRule(): Rule {
  const rooms = new Float64Array(LOOKS);
  let looks = 0;
  let ticks = 0;
  let active = false;
  let timeToLimit = Infinity;
  let onset: EpochMs = 0;

  function forecast(): void {
    const kept = Math.min(LOOKS, looks);
    let falls = 0;
    for (let age = 0; age < kept - 1; age++) {
      const now = rooms[(looks - 1 - age) % LOOKS] ?? 0;
      const before = rooms[(looks - 2 - age) % LOOKS] ?? 0;
      if (now < before) falls++;
    }
    const newest = rooms[(looks - 1) % LOOKS] ?? 0;
    const oldest = rooms[(looks - kept) % LOOKS] ?? 0;
    const lost = oldest - newest;
    const span = (kept - 1) * EVERY * 1000;
    timeToLimit = lost > 0 && falls >= FALLS ? (newest / lost) * span : Infinity;
  }

  return {
    step(tick, gate) {
      if (gate.rebase) looks = 0;
      if (gate.muted || tick.headroom === undefined || ++ticks % EVERY !== 0) return active;
      rooms[looks++ % LOOKS] = tick.headroom;
      forecast();
      const soon = timeToLimit < (active ? 2 * SOON : SOON);
      if (soon && !active) onset = gate.now - (Math.min(LOOKS, looks) - 1) * EVERY * 1000;
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
