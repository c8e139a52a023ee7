import type { DurationMs, Tick } from '@wasm-vitals/protocol';

/** Forgetting of what a call usually takes, per tick: five minutes. */
const FORGET = 1 / 300;
/** An export that was seen in fewer ticks is not judged: nobody knows what it should take. */
const KNOWN_TICKS = 8;
/** Readings are told in the mean time of a call as it was after so many ticks. */
const SCALE_TICKS = 30;
/** Names that are followed; the rest of the calls counts as one. */
const NAMES = 32;
/** From this share of the time on, an export that was never seen before tells of new content. */
const NEWS = 0.005;
/** And from this share of the calls on. */
const NEW_CALLS = 0.05;
const REST = '';
/** Exports that were first seen after so many ticks came later: with another module, or another tool of the page. */
const EARLY_TICKS = 60;
/** Where late ones take less than this share of the time, all are judged together; where early ones do, late ones alone. */
const APART = 0.3;

interface Usual {
  readonly late: boolean;
  /** Running sums, forgetting at one rate. */
  calls: number;
  time: number;
  ticks: number;
}

/** What a tick's calls took, and what they usually would have taken. */
export interface MixReading {
  /** Mean time of a call, corrected for which exports were called; absent where nothing known was called. */
  callTime: DurationMs | undefined;
  /**
   * The same of exports that came later alone, where they take a part of the time that matters. `callTime` leaves them out
   * then: what one module takes says nothing of how fast another is.
   */
  lateCallTime: DurationMs | undefined;
  /** Calls of the tick, each counted by what it usually costs, so that 1 is a call of usual cost. Absent without a count. */
  work: number | undefined;
  /** An export that was never called before takes a part of the time. */
  isNew: boolean;
}

/** Tells slow calls from another mix of calls: another mix is no slow-down, and costly calls are more work. */
export interface CallMix {
  /** The same object at every call, changed. */
  readonly reading: MixReading;
  /** Takes in a tick; nothing is learnt from it unless `settled`. */
  onTick(tick: Tick, settled: boolean): void;
}

const slower = (took: number, should: number): number => (took > 0 && should > 0 ? took / should : 1);

export function createCallMix(): CallMix {
  const usual = new Map<string, Usual>();
  const reading: MixReading = { callTime: undefined, lateCallTime: undefined, work: undefined, isNew: false };
  let scale = 0;
  let scaleTicks = 0;
  let ticks = 0;
  // Of this tick.
  let expected = 0;
  let judged = 0;
  let lateExpected = 0;
  let lateJudged = 0;
  /** How much slower than usual the early and the late exports were. */
  let factor = 1;
  let lateFactor = 1;
  let work = 0;
  let total = 0;
  let news = 0;
  let newCalls = 0;

  function entryOf(name: string): Usual | undefined {
    const entry = usual.get(name);
    if (entry || usual.size >= NAMES) return entry ?? usual.get(REST);
    const made = { calls: 0, time: 0, ticks: 0, late: ticks >= EARLY_TICKS };
    usual.set(name, made);
    return made;
  }

  function weigh(name: string, calls: number, time: number): void {
    const entry = entryOf(name);
    if (!entry || entry.ticks < KNOWN_TICKS) {
      work += time;
      if (entry?.ticks === 0 && name !== REST) {
        news += time;
        newCalls += calls;
      }
      return;
    }
    const should = (calls * entry.time) / entry.calls;
    expected += should;
    judged += time;
    if (entry.late) {
      lateExpected += should;
      lateJudged += time;
    }
    work += should;
  }

  function learn(name: string, calls: number, time: number): void {
    const entry = entryOf(name);
    if (!entry) return;
    const rate = Math.max(FORGET, 1 / ++entry.ticks);
    entry.calls += rate * (calls - entry.calls);
    // Only how the exports compare is learnt: a fault that slows them all never becomes usual here.
    entry.time += rate * (time / (entry.late ? lateFactor : factor) - entry.time);
  }

  function forEach(tick: Tick, each: (name: string, calls: number, time: number) => void): void {
    let restCalls = tick.wasmCalls ?? 0;
    let restTime = total;
    for (const name in tick.functions) {
      const entry = tick.functions[name];
      if (!entry || entry[0] <= 0) continue;
      each(name, entry[0], entry[1]);
      restCalls -= entry[0];
      restTime -= entry[1];
    }
    if (restCalls > 0) each(REST, restCalls, Math.max(0, restTime));
  }

  function compare(calls: number): void {
    const mean = scale > 0 ? scale : total / calls;
    const early = expected - lateExpected;
    const isApart = lateExpected >= APART * expected;
    const tellsOfEarly = !isApart || early >= APART * expected;
    factor = isApart ? slower(judged - lateJudged, early) : slower(judged, expected);
    lateFactor = slower(lateJudged, lateExpected);
    reading.callTime = expected > 0 && judged > 0 && tellsOfEarly ? factor * mean : undefined;
    reading.lateCallTime = isApart ? lateFactor * mean : undefined;
    reading.work = work / mean;
  }

  return {
    reading,
    onTick(tick, settled) {
      const calls = tick.wasmCalls;
      reading.callTime = undefined;
      reading.lateCallTime = undefined;
      reading.work = calls;
      reading.isNew = false;
      total = tick.wasmTime ?? 0;
      if (calls === undefined || calls <= 0 || total <= 0) return;
      expected = 0;
      judged = 0;
      lateExpected = 0;
      lateJudged = 0;
      work = 0;
      news = 0;
      newCalls = 0;
      forEach(tick, weigh);
      compare(calls);
      if (!settled) return;
      reading.isNew = news > NEWS * total || newCalls > NEW_CALLS * calls;
      ticks++;
      forEach(tick, learn);
      if (scaleTicks < SCALE_TICKS) scale += (total / calls - scale) / ++scaleTicks;
    },
  };
}
