import type { Tick } from '@wasm-vitals/protocol';
import { createSortedWindow } from '../baseline/sorted-window.js';
import type { SortedWindow } from '../baseline/sorted-window.js';
import { createCoupling } from './coupling.js';
import { createFrameShare } from './frame-share.js';
import { WAKING } from './gate.js';
import type { Gate } from './gate.js';
import { createRecent } from './recent.js';

const WINDOW = 300;
const LEARNT = 25;
/** Calls are rare under so many a second: they are counted over so many ticks then. */
const RARE = 20;
const MANY = 20;
/** Of fewer calls in that time nobody can say whether they became more. */
const COUNTABLE = 8;
/** Back at the level before for so many ticks, and not just on the way past it. */
const RESTORE_TICKS = 14;
const SHORT = 5;
/** Work within this ratio of its normal is the same work. */
const TOLERANCE = 1.25;
/** Off its level for so many ticks, the work has a new level. */
const NEW_LEVEL_TICKS = 45;
/** And calls a second that differ by this factor are another level, even where each frame does the same. */
const ANOTHER_RATE = Math.log(3);
/** After so many ticks of rest it is how the page works now. */
const LONGEST_REST = 100;
/** Frames and calls that fall below these shares of normal together: the page is idle. */
const IDLE_FPS = 0.3;
const IDLE_CALLS = 0.5;
/** How fast the usual number of calls follows what it is. */
const FOLLOW_CALLS = 0.05;
/** Work that moves by this share of its tolerance against what it was is at an edge, for so many ticks. */
const EDGE = 0.7;
const EDGE_TICKS = 6;
/** And by so many times what it usually is off by (their mean), which is learnt over some 50 ticks. */
const EDGE_SCATTERS = 4;
const SCATTER_FORGET = 0.02;
/** One that still moves goes on for so many ticks more, up to so many in all. */
const STILL_MOVING_TICKS = 3;
const LONGEST_EDGE = 14;
/** Content rarely holds more memory than by this factor, however far its work is from what can be counted. */
const MOST_DOUBT = Math.log(1.35);
/** How fast what it was follows. */
const FOLLOW = 0.05;
/** Where calls are rare, what they are now moves as slowly as it is counted. */
const FOLLOW_RARE = (FOLLOW * SHORT) / MANY;
/** From this slope on calls follow frames. */
const COUPLED = 0.7;
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

const isRare = ({ calls }: Level): boolean => calls.size >= LEARNT && calls.quantile(0.5) < Math.log(RARE);

const isFrequent = ({ calls }: Level): boolean =>
  calls.size >= LEARNT && Math.exp(calls.quantile(0.5)) * SHORT >= COUNTABLE;

const isCountable = (level: Level): boolean =>
  !isRare(level) || Math.exp(level.calls.quantile(0.5)) * MANY >= COUNTABLE;

/** A change of the work under way: against which level, what the shift was before and at the last tick, ticks to go. */
interface Edge {
  from: Level | undefined;
  was: number;
  last: number;
  left: number;
  age: number;
  /** Mean distance from what it was. */
  scatter: number;
}

function clearLevel(level: Level): void {
  level.calls.clear();
  level.frames.clear();
}

export function createWorkLevel(): WorkLevel {
  let normal = createLevel();
  let before = createLevel();
  const coupling = createCoupling();
  const calls = createRecent(SHORT);
  /** Calls as they are, whatever each usually costs: one of a thousand may be most of the work. */
  const counts = createRecent(SHORT);
  let usualCount = NaN;
  const few = createRecent(MANY);
  const frames = createRecent(SHORT);
  const frameShare = createFrameShare();
  let offFor = 0;
  let backFor = 0;
  let hasBefore = false;
  let restsFor = 0;
  /** Time at work until it shows whether the work is the same as before the rest. */
  let wakesIn = 0;
  const edge: Edge = { from: undefined, was: 0, last: 0, left: 0, age: 0, scatter: 0 };

  /** ln of calls a second: of the last few ticks, or of many where calls are rare. */
  function callsNow(level = normal): number {
    if (!isRare(level) || few.size < MANY) return calls.quantile(0.5, SHORT);
    return Math.log(0.1 + few.sum() / MANY);
  }

  /** Change of the work against a level: calls a second, less what the frame rate explains where calls follow it. */
  function shiftFrom(level: Level): number {
    const more = callsNow(level) - level.calls.quantile(0.5);
    if (frames.size < SHORT || level.frames.size < LEARNT) return more;
    return more - coupling.slope() * (frames.quantile(0.5, SHORT) - level.frames.quantile(0.5));
  }

  function tolerance(level: Level): number {
    const usual = Math.exp(level.calls.quantile(0.5));
    return Math.max(Math.log(TOLERANCE), 4 / Math.sqrt(Math.max(1, usual * (isRare(level) ? MANY : SHORT))));
  }

  function acceptNewLevel(): void {
    [normal, before] = [before, normal];
    frameShare.forget();
    hasBefore = true;
    clearLevel(normal);
    offFor = 0;
  }

  /** Content that comes or goes changes the work once: what came long before or after has another cause. */
  function noteEdge(gate: Gate, level: Level): void {
    if (gate.idle || !isCountable(level)) return;
    const shift = shiftFrom(level);
    const least = EDGE * tolerance(level);
    const limit = Math.max(least, EDGE_SCATTERS * edge.scatter);
    // What a level just learnt has in its middle is what it was.
    if (edge.from !== level) Object.assign(edge, { from: level, was: level === normal ? 0 : shift, left: 0 });
    // Of an edge no more counts than what is none: a change is no scatter.
    edge.scatter += SCATTER_FORGET * (Math.min(least, Math.abs(shift - edge.was)) - edge.scatter);
    if (edge.left > 0) goOnWithEdge(gate, shift, limit);
    else if (Math.abs(shift - edge.was) > limit) {
      edge.left = EDGE_TICKS;
      edge.age = 0;
      gate.workStep = shift - edge.was;
    } else edge.was += (isRare(level) ? FOLLOW_RARE : FOLLOW) * (shift - edge.was);
    edge.last = shift;
    gate.workEdge = edge.left > 0;
  }

  function goOnWithEdge(gate: Gate, shift: number, limit: number): void {
    gate.workStep = shift - edge.was;
    edge.age++;
    edge.left--;
    const isMoving = Math.abs(shift - edge.last) > limit / 2;
    if (isMoving && edge.age < LONGEST_EDGE) edge.left = Math.max(edge.left, STILL_MOVING_TICKS);
    if (edge.left === 0) edge.was = shift;
  }

  function judge(gate: Gate): void {
    const limit = tolerance(normal);
    gate.workDoubt = isRare(normal) ? Math.min(MOST_DOUBT, EDGE * limit) : 0;
    if (!isCountable(normal)) return;
    const shift = shiftFrom(normal);
    gate.workNow = shift;
    gate.callsNow = callsNow() - normal.calls.quantile(0.5);
    gate.workShifted =
      Math.abs(shift) > limit || (Math.abs(gate.callsNow) > Math.max(limit, ANOTHER_RATE) && !gate.idle);
    gate.work = gate.workShifted ? shift : 0;

    // An idle page is no new level, however long it lasts.
    offFor = gate.workShifted && !gate.muted && !gate.idle ? offFor + 1 : 0;
    const isBack =
      hasBefore &&
      (before.frames.size >= LEARNT || normal.frames.size < LEARNT) &&
      offFor > 0 &&
      Math.abs(shiftFrom(before)) <= limit;
    gate.workShiftedFor = offFor;
    backFor = isBack ? backFor + 1 : 0;
    if (backFor >= RESTORE_TICKS) {
      [normal, before] = [before, normal];
      frameShare.forget();
      offFor = 0;
      backFor = 0;
      gate.workEvent = 'restore';
    } else if (offFor >= NEW_LEVEL_TICKS) {
      gate.workEvent = 'accept';
      acceptNewLevel();
    }
  }

  function judgeIdle(tick: Tick, gate: Gate): void {
    const wasIdle = gate.idle;
    gate.idle = false;
    if (normal.calls.size < LEARNT) return;
    const usual = normal.calls.quantile(0.5);
    const callShare = Math.exp(calls.quantile(0.5, SHORT) - usual);
    // Another display: the page still rests where it hardly calls.
    if (normal.frames.size < LEARNT) {
      gate.idle = wasIdle && callShare < IDLE_CALLS && restsFor < LONGEST_REST;
      return;
    }
    // Long frames are work, whatever the rate: somebody asked for them.
    if (tick.longFrames && !wasIdle) return;
    const share = (tick.fps ?? 0) / Math.exp(normal.frames.quantile(0.5));
    if (share > 0.95) return;
    const known = Math.exp(usual) * SHORT >= COUNTABLE;
    const work = known ? callShare : share;
    const lighter = work / share < LIGHTER_FRAME;
    const asked = known ? Math.min(work, Math.exp(counts.quantile(0.5, SHORT) - usualCount)) : work;
    // Every frame that this display can show was shown: another display, or another mode of it.
    const full = (tick.refreshRate ?? 0) >= 48 && (tick.fps ?? 0) > 0.95 * (tick.refreshRate ?? 0);
    gate.idle = (share < IDLE_FPS && asked < IDLE_CALLS) || lighter || full;
  }

  function noteRest(gate: Gate): void {
    restsFor = gate.idle ? restsFor + 1 : 0;
    gate.resting = gate.idle && restsFor < LONGEST_REST && isFrequent(normal);
    // A page that draws on demand rests now and then: its seconds at work add up.
    if (gate.resting) wakesIn = wakesIn > 0 ? wakesIn : WAKING;
    else wakesIn = Math.max(0, wakesIn - gate.interval);
    gate.waking = wakesIn > 0;
  }

  function learn(rate: number, fps: number | undefined, idle: boolean): void {
    const count = counts.quantile(0.5, SHORT);
    if (Number.isNaN(usualCount)) usualCount = count;
    else if (!idle) usualCount += FOLLOW_CALLS * (count - usualCount);
    normal.calls.push(isRare(normal) ? callsNow() : rate);
    if (fps !== undefined && !idle) normal.frames.push(fps);
  }

  function obey(gate: Gate): void {
    if (gate.rebase || gate.display) {
      normal.frames.clear();
      before.frames.clear();
    }
    if (gate.rebase) {
      frameShare.forget();
      clearLevel(normal);
      hasBefore = false;
      edge.from = undefined;
    }
    if (!gate.reset) return;
    calls.clear();
    counts.clear();
    few.clear();
    frames.clear();
  }

  function usualCallsPerFrame(): number {
    const isKnown = normal.calls.size >= LEARNT && normal.frames.size >= LEARNT;
    return isKnown ? Math.exp(normal.calls.quantile(0.5) - normal.frames.quantile(0.5)) : Infinity;
  }

  function note(rate: number, perSecond: number, fps: number | undefined): void {
    calls.push(rate);
    few.push(perSecond);
    if (fps === undefined) {
      frames.clear();
      return;
    }
    frames.push(fps);
    coupling.learn(rate, fps);
  }

  return {
    onTick(tick, gate) {
      gate.workEvent = undefined;
      gate.work = 0;
      gate.workNow = 0;
      gate.callsNow = 0;
      gate.workShiftedFor = 0;
      gate.workShifted = false;
      gate.frameShare = 0;
      gate.frameShareNow = 0;
      gate.workEdge = false;
      gate.resting = false;
      obey(gate);
      if (gate.workDone === undefined) return;
      const perSecond = (gate.workDone * 1000) / tick.interval;
      const rate = Math.log(0.1 + perSecond);
      const fps = tick.fps !== undefined && tick.fps > 0 ? Math.log(tick.fps) : undefined;
      counts.push(Math.log(0.1 + ((tick.wasmCalls ?? 0) * 1000) / tick.interval));
      note(rate, perSecond, fps);
      // Neither a frame nor a call: the page rests, and what is usual at work is not learnt from that.
      if (gate.workDone === 0 && fps === undefined) {
        gate.idle = true;
        noteRest(gate);
        return;
      }
      frameShare.onTick(tick, gate, coupling.slope() >= COUPLED, usualCallsPerFrame());
      if (calls.size < SHORT) return;
      judgeIdle(tick, gate);
      noteRest(gate);
      const isKnown = normal.calls.size >= LEARNT;
      // While a new level is learnt, the one before tells of edges.
      if (isKnown || hasBefore) noteEdge(gate, isKnown ? normal : before);
      if (isKnown) judge(gate);
      if (!gate.settled || gate.muted) return;
      frameShare.learn(gate);
      if (!gate.workShifted) learn(rate, fps, gate.idle);
    },
  };
}
