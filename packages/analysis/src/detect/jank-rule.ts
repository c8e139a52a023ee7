import type { EpochMs } from '@wasm-vitals/protocol';
import type { Rule } from './rule.js';

/** Ticks of the window, and ticks of the longest hiccup: what lies in the densest run of so many does not count. */
const WINDOW = 20;
const HICCUP = 8;
/** So many long frames must lie outside of it, in so many ticks. */
const LEAST = 6;
const LEAST_TICKS = 4;
const SIGMAS = 3;
const RATIO = 2.5;
/** Forgetting of the usual count per tick: five minutes. */
const FORGET = 1 / 300;
const DELAY = 15;
const CRITICAL = 30;
const ACTIVE_TICKS = 900;

/** Bursts of long frames: the count of twenty seconds against what is usual for this page, as a Poisson count. */
export function createJankRule(): Rule {
  const ring = new Float64Array(WINDOW);
  let next = 0;
  let count = 0;
  let usual = 0;
  let learnt = 0;
  let onset: EpochMs = 0;
  let active = false;
  let activeFor = 0;

  function clear(): void {
    ring.fill(0);
    count = 0;
    active = false;
  }

  const at = (i: number): number => ring[(next + i) % WINDOW] ?? 0;

  /** Where the densest run of ticks begins. */
  function densest(): number {
    let run = 0;
    for (let i = 0; i < HICCUP; i++) run += at(i);
    let most = run;
    let start = 0;
    for (let i = HICCUP; i < WINDOW; i++) {
      run += at(i) - at(i - HICCUP);
      if (run > most) [most, start] = [run, i - HICCUP + 1];
    }
    return start;
  }

  function sure(now: EpochMs): boolean {
    if (count < LEAST + 2) return false;
    const start = densest();
    let outside = 0;
    let ticks = 0;
    let first = start;
    for (let i = 0; i < WINDOW; i++) {
      if (at(i) === 0 || (i >= start && i < start + HICCUP)) continue;
      outside += at(i);
      ticks++;
      first = Math.min(first, i);
    }
    onset = now - (WINDOW - first) * 1000;
    const expected = usual * (WINDOW - HICCUP);
    const limit = Math.max(LEAST, RATIO * expected, expected + SIGMAS * Math.sqrt(expected + 0.2));
    return ticks >= LEAST_TICKS && outside >= limit && count >= RATIO * usual * WINDOW;
  }

  function learn(): void {
    const calm = count <= Math.max(2 * LEAST, 2 * usual * WINDOW);
    if (!active && (calm || learnt < DELAY * 2)) {
      usual += Math.max(FORGET, 1 / ++learnt) * ((ring[next] ?? 0) - usual);
    } else {
      // A new usual is learnt slowly even from what is suspicious.
      usual += (FORGET / 10) * ((ring[next] ?? 0) - usual);
    }
  }

  return {
    step(tick, gate) {
      if (gate.reset) clear();
      if (gate.rebase) learnt = 0;
      const frames = gate.muted ? undefined : tick.longFrames;
      if (frames === undefined) return active;
      learn();
      count += frames - (ring[next] ?? 0);
      ring[next] = frames;
      next = (next + 1) % WINDOW;
      if (!active) {
        active = gate.warm && sure(gate.now);
        activeFor = 0;
      } else if (++activeFor > ACTIVE_TICKS || count < Math.max(LEAST, RATIO * 0.5 * usual * WINDOW)) {
        active = false;
      }
      return active;
    },
    describe: () => ({
      kind: 'jank',
      metric: 'rendering.longFrames.count',
      label: 'Long frames in 20 s',
      value: count,
      onset,
      severity: count >= CRITICAL ? 'critical' : 'warning',
      baseline: {
        median: usual * WINDOW,
        spread: Math.sqrt(usual * WINDOW + 0.5),
        samples: Math.min(learnt, 300),
        source: 'session',
      },
      ...(usual > 0 ? { ratio: count / (usual * WINDOW) } : {}),
    }),
    baseline: () => undefined,
  };
}
