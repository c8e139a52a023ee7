import type { Tick } from '@wasm-vitals/protocol';
import { createSortedWindow } from '../baseline/sorted-window.js';
import { losesToWork } from './full-frames.js';
import type { Gate } from './gate.js';
import { createRecent } from './recent.js';

const WINDOW = 300;
const LEARNT = 25;
const SHORT = 5;
/** What a frame is full of scatters: only more than this quantile of what is usual is more work. */
const HIGH = 0.9;
/** Where a frame makes this many calls on average, it waits for them. */
const LEAST_CALLS = 0.5;
/** So many ticks with more WebAssembly than one thread has time for, as a share of it. */
const BUSY = 20;
const ONE_THREAD = 1.03;

/** How full a frame is of WebAssembly, on pages whose frames wait for it, and how that changes. */
export interface FrameShare {
  /**
   * Sets `frameShare` and `frameShareNow` of the gate. `follows`: calls follow frames; `usualCalls`: how many a frame
   * usually makes, Infinity where that is not known.
   */
  onTick(tick: Tick, gate: Gate, follows: boolean, usualCalls: number): void;
  /** What was seen last is usual, unless more work costs frames. */
  learn(gate: Gate): void;
  /** Another level of work: forgets what was usual. */
  forget(): void;
}

export function createFrameShare(): FrameShare {
  const shares = createRecent(SHORT);
  const usual = createSortedWindow(WINDOW);
  const busy = createRecent(BUSY);
  let hasThreads = false;

  /** More time than there was: it is spent in several threads, for which no frame waits. */
  function noteThreads(tick: Tick): void {
    const share = (tick.wasmTime ?? 0) / tick.interval;
    busy.push(share);
    if (share > ONE_THREAD && busy.size === BUSY) hasThreads ||= busy.quantile(0.5, BUSY) > ONE_THREAD;
  }

  function shareOf(tick: Tick, usualCalls: number): number {
    if (hasThreads || !tick.fps || tick.refreshRate === undefined) return 0;
    const frames = (tick.fps * tick.interval) / 1000;
    // Fewer calls than frames: they are not what a frame waits for.
    if (Math.min(usualCalls, (tick.wasmCalls ?? 0) / frames) < LEAST_CALLS) return 0;
    return ((tick.wasmTime ?? 0) / frames) * (tick.refreshRate / 1000);
  }

  const now = (): number => shares.quantile(0.5, shares.size);

  return {
    onTick(tick, gate, follows, usualCalls) {
      noteThreads(tick);
      gate.frameShare = follows ? shareOf(tick, usualCalls) : 0;
      gate.frameShareNow = 0;
      if (gate.frameShare === 0) return shares.clear();
      shares.push(Math.log(gate.frameShare));
      if (usual.size >= LEARNT) gate.frameShareNow = now() - usual.quantile(HIGH);
    },
    // The usual share and the usual frame rate go together.
    learn(gate) {
      if (gate.frameShare > 0 && !gate.idle && !losesToWork(gate)) usual.push(now());
    },
    forget: () => usual.clear(),
  };
}
