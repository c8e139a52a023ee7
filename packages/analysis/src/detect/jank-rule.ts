import type { EpochMs } from '@wasm-vitals/protocol';
import type { Rule } from './rule.js';

/** Ticks of the window, and how far apart in it the long frames must lie: more than one hiccup. */
const WINDOW = 15;
const LEAST_TICKS = 4;
const SPAN = 9;
const LEAST = 5;
const SIGMAS = 4.5;
const RATIO = 2.5;
/** Forgetting of the usual count per tick: five minutes. */
const FORGET = 1 / 300;
const DELAY = 15;
const CRITICAL = 30;
const ACTIVE_TICKS = 900;

/** Bursts of long frames: the count of a quarter of a minute against what is usual for this page, as a Poisson count. */
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

  /** Position of the first tick with long frames, how many there are, and of the last. */
  function spread(): { readonly ticks: number; readonly first: number; readonly last: number } {
    let ticks = 0;
    let first = -1;
    let last = -1;
    for (let i = 0; i < WINDOW; i++) {
      if ((ring[(next + i) % WINDOW] ?? 0) === 0) continue;
      if (first < 0) first = i;
      last = i;
      ticks++;
    }
    return { ticks, first, last };
  }

  function sure(now: EpochMs): boolean {
    const expected = usual * WINDOW;
    if (count < LEAST || count < RATIO * expected) return false;
    if (count < expected + SIGMAS * Math.sqrt(expected + 0.5)) return false;
    const { ticks, first, last } = spread();
    onset = now - (WINDOW - first) * 1000;
    return ticks >= LEAST_TICKS && last - first >= SPAN;
  }

  function learn(): void {
    const calm = count <= Math.max(LEAST, 2 * usual * WINDOW);
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
      } else if (++activeFor > ACTIVE_TICKS || count < Math.max(LEAST / 2, RATIO * 0.5 * usual * WINDOW)) {
        active = false;
      }
      return active;
    },
    describe: () => ({
      kind: 'jank',
      metric: 'rendering.longFrames.count',
      label: 'Long frames in 15 s',
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
