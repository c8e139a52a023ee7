import type { Tick } from '@wasm-vitals/protocol';
import { createSortedWindow } from '../baseline/sorted-window.js';
import type { Gate } from './gate.js';

const WINDOW = 300;
const LEARNT = 25;
const SHORT = 5;
/** Work within this ratio of its normal is the same work. */
const TOLERANCE = 1.25;
/** Off its level for so many ticks, the work has a new level. */
const NEW_LEVEL_TICKS = 45;
/** Frames and calls that fall below these shares of normal together: the page is idle. */
const IDLE_FPS = 0.3;
const IDLE_CALLS = 0.5;
/** Calls per frame that fall below this share: the page draws something lighter, at a rate of its own choice. */
const LIGHTER_FRAME = 0.7;

/** How much the page asks of its modules, against what it usually asks: the covariate of time, frames and allocation. */
export interface WorkLevel {
  /** Sets `work`, `workShifted`, `workEvent` and `idle` of the gate. */
  onTick(tick: Tick, gate: Gate): void;
}

function medianOf(ring: Float64Array, scratch: Float64Array): number {
  scratch.set(ring);
  scratch.sort();
  return scratch[scratch.length >> 1] ?? 0;
}

export function createWorkLevel(): WorkLevel {
  let normal = createSortedWindow(WINDOW);
  let before = createSortedWindow(WINDOW);
  const frames = createSortedWindow(WINDOW);
  const ring = new Float64Array(SHORT);
  const scratch = new Float64Array(SHORT);
  let seen = 0;
  let offFor = 0;
  let hasBefore = false;

  function tolerance(calls: number): number {
    return Math.max(Math.log(TOLERANCE), 4 / Math.sqrt(Math.max(1, calls)));
  }

  function acceptNewLevel(heavier: boolean): void {
    // The lighter level is the one to come back to: a heavier one may be a fault that makes more calls.
    if (heavier) [normal, before] = [before, normal];
    hasBefore = heavier;
    normal.clear();
    offFor = 0;
  }

  function judge(level: number, gate: Gate): void {
    const median = normal.quantile(0.5);
    const shift = level - median;
    const limit = tolerance(Math.exp(median));
    gate.workShifted = Math.abs(shift) > limit;
    gate.work = gate.workShifted ? shift : 0;
    offFor = gate.workShifted && !gate.muted ? offFor + 1 : 0;
    if (hasBefore && gate.workShifted && Math.abs(level - before.quantile(0.5)) <= limit) {
      [normal, before] = [before, normal];
      hasBefore = false;
      gate.workEvent = 'restore';
    } else if (offFor >= NEW_LEVEL_TICKS) {
      gate.workEvent = 'accept';
      acceptNewLevel(shift > 0);
    }
  }

  function judgeIdle(tick: Tick, gate: Gate): void {
    gate.idle = false;
    if (frames.size < LEARNT || tick.fps === undefined) return;
    const share = tick.fps / Math.max(1e-9, frames.quantile(0.5));
    const calls = Math.exp(gate.work);
    gate.idle = share < 0.9 && ((share < IDLE_FPS && calls < IDLE_CALLS) || calls / share < LIGHTER_FRAME);
  }

  return {
    onTick(tick, gate) {
      gate.workEvent = undefined;
      if (gate.rebase) {
        normal.clear();
        frames.clear();
        hasBefore = false;
      }
      gate.work = 0;
      gate.workShifted = false;
      if (gate.drop || tick.wasmCalls === undefined) return;
      const rate = Math.log(0.1 + (tick.wasmCalls * 1000) / tick.interval);
      ring[seen++ % SHORT] = rate;
      if (seen < SHORT) return;
      const level = medianOf(ring, scratch);
      if (normal.size >= LEARNT) judge(level, gate);
      judgeIdle(tick, gate);
      if (gate.muted || gate.workShifted) return;
      normal.push(rate);
      if (tick.fps !== undefined && !gate.idle) frames.push(tick.fps);
    },
  };
}
