import type { DurationMs, PerSecond } from '@wasm-vitals/protocol';

/** Rates of real displays. An estimate within 4 % of one is that one; timer jitter is below that. */
const KNOWN_RATES = [24, 30, 48, 50, 60, 72, 75, 90, 100, 120, 144, 165, 180, 200, 240, 360];
const SNAP = 0.04;
/** Frame times that are looked at: two seconds at 60 Hz. */
const WINDOW = 120;
const LEAST = 20;
/** A higher rate is believed after so many estimates in a row; … */
const CONFIRMATIONS = 3;
/** … a lower one only after so many (minutes): a page that is slow for long doesn't slow the display down. */
const CONFIRMATIONS_DOWN = 300;

export interface RefreshRate {
  note(frameTime: DurationMs): void;
  /** Makes a new estimate where there are new frame times; called once a tick. */
  update(): void;
  /** Absent until enough frames were seen. */
  readonly rate: PerSecond | undefined;
}

/**
 * Estimates the display's refresh rate from frame times: the fastest tenth of them are frames that missed no refresh.
 * A browser gives frames at whole multiples of the refresh time, so that this holds on a page that drops most frames.
 */
export function createRefreshRate(): RefreshRate {
  const times: DurationMs[] = [];
  let fresh = 0;
  let rate: PerSecond | undefined;
  let candidate: PerSecond | undefined;
  let seen = 0;

  function estimate(): PerSecond | undefined {
    if (times.length < LEAST) return undefined;
    const sorted = [...times].sort((a, b) => a - b);
    const fast = sorted.slice(0, Math.ceil(sorted.length / 10) + 1);
    const typical = fast[fast.length - 1] ?? 0;
    if (typical <= 0) return undefined;
    const raw = 1_000 / typical;
    return KNOWN_RATES.find((known) => Math.abs(known - raw) <= known * SNAP) ?? Math.round(raw);
  }

  return {
    note(frameTime) {
      times.push(frameTime);
      fresh++;
      if (times.length > WINDOW) times.shift();
    },
    update() {
      if (fresh === 0) return;
      fresh = 0;
      const next = estimate();
      if (next === undefined) return;
      seen = next === candidate ? seen + 1 : 1;
      candidate = next;
      const needed = rate === undefined ? 1 : next > rate ? CONFIRMATIONS : CONFIRMATIONS_DOWN;
      if (seen >= needed) rate = next;
    },
    get rate() {
      return rate;
    },
  };
}
