import type { DurationMs } from '@wasm-vitals/protocol';

/** A blocked thread gives a frame as soon as it is free: so many ticks without one are the browser's choice. */
const EMPTY_TICKS = 2;

/**
 * Time in which the browser gave no frame though one was asked for, and the thread was free: an iframe that is scrolled
 * out of view, a window that is covered. To the host that is no lost frame.
 */
export interface Withheld {
  /** Frames since the last tick, and since when one is awaited. True from when frames are withheld until one comes. */
  onTick(frames: number, awaitedSince: number | undefined): boolean;
  /** A frame came, or the page was hidden, which counts by itself. */
  end(): void;
  /** All of it until now. */
  total(): DurationMs;
}

export function createWithheld(now: () => number): Withheld {
  let empty = 0;
  let since: number | undefined;
  let before = 0;
  const lasting = (): DurationMs => (since === undefined ? 0 : now() - since);
  return {
    onTick(frames, awaitedSince) {
      empty = frames > 0 || awaitedSince === undefined ? 0 : empty + 1;
      if (empty >= EMPTY_TICKS) since ??= awaitedSince;
      return since !== undefined;
    },
    end() {
      before += lasting();
      since = undefined;
      empty = 0;
    },
    total: () => before + lasting(),
  };
}
