import type { Tick } from '@wasm-vitals/protocol';

/** The rule that early sketches of such systems have: fixed ratios of a reading to its mean. */
export interface RatioRule {
  /** True while a ratio is beyond its limit. */
  onTick(tick: Tick): boolean;
}

interface Signal {
  readonly read: (tick: Tick) => number | undefined;
  readonly beyond: (value: number, mean: number) => boolean;
}

const WINDOW = 300;
const LEARNT = 25;

const SIGNALS: readonly Signal[] = [
  { read: (tick) => tick.wasmLive ?? tick.wasmReserved, beyond: (value, mean) => value > 1.5 * mean },
  {
    read: (tick) => (tick.wasmCalls ? (tick.wasmTime ?? 0) / tick.wasmCalls : undefined),
    beyond: (value, mean) => value > 2 * mean,
  },
  { read: (tick) => tick.fps, beyond: (value, mean) => value < 0.7 * mean },
  {
    read: (tick) => (tick.requests ? (tick.cacheHits ?? 0) / tick.requests : undefined),
    beyond: (value, mean) => value < 0.8 * mean,
  },
];

export function createRatioRule(): RatioRule {
  const windows = SIGNALS.map(() => ({ values: new Float64Array(WINDOW), sum: 0, count: 0 }));
  return {
    onTick(tick) {
      let beyond = false;
      SIGNALS.forEach((signal, i) => {
        const value = signal.read(tick);
        const window = windows[i];
        if (value === undefined || !window) return;
        const filled = Math.min(WINDOW, window.count);
        if (filled >= LEARNT && signal.beyond(value, window.sum / filled)) beyond = true;
        const at = window.count++ % WINDOW;
        window.sum += value - (filled === WINDOW ? (window.values[at] ?? 0) : 0);
        window.values[at] = value;
      });
      return beyond;
    },
  };
}
