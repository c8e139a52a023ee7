import type { Tick } from '@wasm-vitals/protocol';
import { createSortedWindow } from '../baseline/sorted-window.js';
import type { SortedWindow } from '../baseline/sorted-window.js';
import { createCoupling } from './coupling.js';
import type { Gate } from './gate.js';
import { createRecent } from './recent.js';

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

/** A level of work: calls a second and frames a second, as logarithms. */
interface Level {
  readonly calls: SortedWindow;
  readonly frames: SortedWindow;
}

const createLevel = (): Level => ({ calls: createSortedWindow(WINDOW), frames: createSortedWindow(WINDOW) });

function clearLevel(level: Level): void {
  level.calls.clear();
  level.frames.clear();
}

export function createWorkLevel(): WorkLevel {
  let normal = createLevel();
  let before = createLevel();
  const coupling = createCoupling();
  const calls = createRecent(SHORT);
  const frames = createRecent(SHORT);
  let offFor = 0;
  let hasBefore = false;

  /** Change of the work against a level: calls a second, less what the frame rate explains where calls follow it. */
  function shiftFrom(level: Level): number {
    const more = calls.quantile(0.5, SHORT) - level.calls.quantile(0.5);
    if (frames.size < SHORT || level.frames.size < LEARNT) return more;
    return more - coupling.slope() * (frames.quantile(0.5, SHORT) - level.frames.quantile(0.5));
  }

  function tolerance(): number {
    const usual = Math.exp(normal.calls.quantile(0.5));
    return Math.max(Math.log(TOLERANCE), 4 / Math.sqrt(Math.max(1, usual)));
  }

  function acceptNewLevel(heavier: boolean): void {
    // The lighter level is the one to come back to: a heavier one may be a fault that makes more calls.
    if (heavier) [normal, before] = [before, normal];
    hasBefore = heavier;
    clearLevel(normal);
    offFor = 0;
  }

  function judge(gate: Gate): void {
    const shift = shiftFrom(normal);
    const limit = tolerance();
    gate.workShifted = Math.abs(shift) > limit;
    gate.work = gate.workShifted ? shift : 0;
    offFor = gate.workShifted && !gate.muted ? offFor + 1 : 0;
    if (hasBefore && gate.workShifted && Math.abs(shiftFrom(before)) <= limit) {
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
    if (normal.frames.size < LEARNT || normal.calls.size < LEARNT || tick.fps === undefined) return;
    const share = tick.fps / Math.exp(normal.frames.quantile(0.5));
    if (share > 0.95) return;
    const work = Math.exp(calls.quantile(0.5, SHORT) - normal.calls.quantile(0.5));
    const lighter = work / share < LIGHTER_FRAME;
    // Every frame that this display can show was shown: another display, or another mode of it.
    const full =
      tick.refreshRate !== undefined && tick.refreshRate >= 48 && tick.fps > 0.95 * tick.refreshRate;
    gate.idle = (share < IDLE_FPS && work < IDLE_CALLS) || lighter || full;
  }

  function learn(rate: number, fps: number | undefined, idle: boolean): void {
    normal.calls.push(rate);
    if (fps !== undefined && !idle) normal.frames.push(fps);
  }

  return {
    onTick(tick, gate) {
      gate.workEvent = undefined;
      gate.work = 0;
      gate.workShifted = false;
      if (gate.rebase) {
        clearLevel(normal);
        hasBefore = false;
      }
      if (gate.reset) {
        calls.clear();
        frames.clear();
      }
      if (gate.drop || tick.wasmCalls === undefined) return;
      const rate = Math.log(0.1 + (tick.wasmCalls * 1000) / tick.interval);
      const fps = tick.fps !== undefined && tick.fps > 0 ? Math.log(tick.fps) : undefined;
      calls.push(rate);
      if (fps === undefined) frames.clear();
      else {
        frames.push(fps);
        coupling.learn(rate, fps);
      }
      if (calls.size < SHORT) return;
      if (normal.calls.size >= LEARNT) judge(gate);
      judgeIdle(tick, gate);
      if (!gate.muted && !gate.workShifted) learn(rate, fps, gate.idle);
    },
  };
}
