import type { Baseline, EpochMs } from '@wasm-vitals/protocol';
import { createSortedWindow } from '../baseline/sorted-window.js';
import { WAKING } from './gate.js';
import type { Gate } from './gate.js';
import { createRecent } from './recent.js';
import type { Rule } from './rule.js';
import { levelSeverity } from './severity.js';

/** A fall of this share between two ticks is a garbage collection; what is left is the floor. */
const COLLECTED = 0.04;
/** So is one of this share of the bytes that collections usually free: in a heap that a leak has doubled, that is little. */
const FREED = 0.2;
/** The newest floors that must all be too high, and the time that they must span. Milliseconds. */
const FLOORS = 2;
const SPAN = 8_000;
/** Least growth of the floor that matters, and how far beyond their usual scatter the floors must be. */
const EFFECT = 1.08;
/** Two floors alone must be further off than more of them: their scatter has heavy tails. */
const SIGMAS = 3.3;
const SIGMAS_OF_TWO = 3.6;
/** Bytes: what a small heap gains of compiled code and caches of the engine is a large share of it, and harms nobody. */
const LEAST_BYTES = 2_097_152;
const LEAST_SPREAD = 0.015;
const UNKNOWN_SPREAD = 0.03;
/** Floors that make a baseline, that it holds, and by how many a floor joins late. */
const LEARNT = 5;
const WINDOW = 40;
const DELAY = 3;
/** No collection for so long (ms), and for so many times as long as usual: what a heap has not freed by then, it keeps. */
const UNCOLLECTED = 12_000;
const OF_USUAL_GAP = 5;
/** Where all of the last ticks are beyond all that was used in the minutes before by this. */
const OVER_PEAK = 1.15;
const LOW_TICKS = 8;
const PEAK_TICKS = 120;
/** Floors before and after a load that tell the levels, and those that are kept to find them. */
const AFTER_LOAD = 3;
const KEPT = 8;
/** Content comes so long before its calls are seen to differ, or its loading is noticed. Milliseconds. */
const LATE = 12_000;
/** While it rests only growth by so much is beyond what other content explains. */
const RESTING = Math.log(1.25);
/** Other content with other work holds more of the heap, but by less than the work grew. */
const OF_DOUBT = 0.5;
/** Too high for so long (15 min): the new normal. Milliseconds. */
const ACCEPTED_AFTER = 900_000;
/** A level fell where it fell by so many spreads. */
const LEAST_LOSS = 2;
const GAP = 4_000;
/** Work that is off its level for so many ticks has other content. */
const SHIFTED = 12;
/** And is back at it after so many, not just on its way past it. */
const BACK_TICKS = 8;

/** JS-heap leak: the heap is a saw-tooth of garbage, so only its floors, right after a collection, are compared. */
export function createHeapRule(least: number = EFFECT): Rule {
  const effect = Math.log(least);
  const floors = createSortedWindow(WINDOW);
  const changes = createSortedWindow(WINDOW);
  /** Bytes that collections freed. */
  const freed = createSortedWindow(WINDOW);
  /** Milliseconds between collections, what was used of late, and in the minutes until collections ceased. */
  const gaps = createSortedWindow(WINDOW);
  const lows = createRecent(LOW_TICKS);
  const peaks = createSortedWindow(PEAK_TICKS);
  let collectedAt: EpochMs = 0;
  let lowAt: EpochMs = 0;
  const afterLoad = createRecent(AFTER_LOAD);
  let lastFloor = NaN;
  const newest = createRecent(KEPT);
  const times = new Float64Array(KEPT);
  let count = 0;
  let offset = 0;
  let last = 0;
  let lastAt: EpochMs = 0;
  let loading = false;
  let contentChanged = false;
  /** Ticks since the work is back at its level. */
  let backFor = 0;
  let levelBeforeLoad = NaN;
  let levelBeforeEdge = NaN;
  let wasEdge = false;
  let levelBeforeRest = NaN;
  let highBeforeRest = false;
  let restedAt: EpochMs = -Infinity;
  let active = false;
  let onset: EpochMs = 0;

  const normal = (): number => floors.quantile(0.5) + offset;

  /** Scatter of a floor, from how two in a row differ: a level that moved long ago does not count. */
  function spread(): number {
    if (changes.size < LEARNT) return UNKNOWN_SPREAD;
    // 80 % of the differences of two normal readings are within 1.81 standard deviations.
    return Math.max(LEAST_SPREAD, changes.quantile(0.8) / 1.81);
  }

  /** A baseline of few floors is not known well: it is given more room. */
  function limit(sigmas = SIGMAS): number {
    return Math.max(effect, sigmas * spread() * (1 + 1.5 / Math.sqrt(floors.size)));
  }

  function clear(): void {
    floors.clear();
    newest.clear();
    offset = 0;
    active = false;
    count = 0;
    levelBeforeRest = NaN;
  }

  const timeOf = (age: number): EpochMs => times[(count - 1 - age) % times.length] ?? 0;

  /** How many of the newest floors span enough time; frequent collections need more of them. 0 where there are too few. */
  function floorsToAgree(now: EpochMs): number {
    let n = FLOORS;
    while (n < newest.size && now - timeOf(n - 1) < SPAN) n++;
    return newest.size >= n && now - timeOf(n - 1) >= SPAN ? n : 0;
  }

  function isHigh({ now, workDoubt, resting }: Gate): boolean {
    const n = floorsToAgree(now);
    if (n === 0) return false;
    const excess = newest.quantile(0, n) - normal();
    const unclear = !highBeforeRest && (resting || now - restedAt < WAKING);
    const least = Math.max(OF_DOUBT * workDoubt, unclear ? RESTING : 0);
    const isMaterial = Math.exp(normal()) * Math.expm1(excess) >= LEAST_BYTES;
    return isMaterial && excess >= Math.max(least, limit(n > FLOORS ? SIGMAS : SIGMAS_OF_TWO));
  }

  /** Of the last floors until then: what a leak had added before a load is not excused by the load. */
  function levelAt(time: EpochMs): number {
    const before: number[] = [];
    for (let age = 0; age < newest.size && before.length < AFTER_LOAD; age++)
      if (timeOf(age) <= time) before.push(newest.at(age));
    return before.length < AFTER_LOAD ? normal() : (before.sort((a, b) => a - b)[AFTER_LOAD >> 1] ?? NaN);
  }

  /** The level before what is noticed now. */
  function levelBefore(now: EpochMs): number {
    const hasRested = now - restedAt < WAKING && !Number.isNaN(levelBeforeRest);
    return hasRested ? levelBeforeRest : levelAt(now - LATE);
  }

  /** What was gained while something was loaded, or nobody looked, moves the baseline. */
  function excuse(floor: number): boolean {
    if (loading) {
      afterLoad.clear();
      return true;
    }
    if (Number.isNaN(levelBeforeLoad)) return false;
    afterLoad.push(floor);
    if (afterLoad.size < AFTER_LOAD) return true;
    const gained = afterLoad.quantile(0.5, AFTER_LOAD) - levelBeforeLoad;
    // A floor that is a little lower by chance is no lower level.
    if (gained > 0 || gained < -LEAST_LOSS * spread()) {
      offset += gained;
      // What was excused once is not excused again.
      levelBeforeRest += gained;
    }
    levelBeforeLoad = NaN;
    levelBeforeEdge = NaN;
    newest.clear();
    count = 0;
    return true;
  }

  function onFloor(floor: number, gate: Gate): void {
    if (!Number.isNaN(lastFloor)) changes.push(Math.abs(floor - lastFloor));
    lastFloor = floor;
    if (excuse(floor)) return;
    const old = newest.at(DELAY + FLOORS - 1);
    newest.push(floor);
    times[count++ % times.length] = gate.now;
    if (floors.size >= LEARNT && gate.memoryWarm) decide(floor, gate);
    const suspicious = active || (floors.size >= LEARNT && floor - normal() > limit());
    if (!Number.isNaN(old) && !suspicious) floors.push(old - offset);
  }

  function decide(floor: number, gate: Gate): void {
    const { now, workShifted, workEdge } = gate;
    // Other work may be other content: its floors are compared once that is known.
    if (!active && !workShifted && !workEdge && isHigh(gate)) {
      active = true;
      onset = timeOf(Math.min(newest.size, DELAY + 1) - 1);
    } else if (active && (floor - normal() < limit() / 2 || now - onset > ACCEPTED_AFTER)) {
      if (now - onset > ACCEPTED_AFTER) clear();
      active = false;
    }
  }

  function isCollected(used: number): boolean {
    const fall = last - used;
    const isUsual = freed.size >= LEARNT && fall >= FREED * freed.quantile(0.5);
    if (fall <= 0 || !(fall > COLLECTED * last || isUsual)) return false;
    freed.push(fall);
    return true;
  }

  /** What comes while the page rests has no calls to tell of it until the page goes on. */
  function noteRest({ resting, now }: Gate): void {
    if (!resting) return;
    if (now - restedAt >= WAKING) {
      levelBeforeRest = levelAt(now - LATE);
      highBeforeRest = newest.size > 0 && newest.at(0) - normal() > limit() / 2;
    }
    restedAt = now;
  }

  /** A heap that only grows has no floors; its lowest of late stands for one, now and then. */
  function lowWithoutCollection(used: number, now: EpochMs): number | undefined {
    lows.push(used);
    const since = now - collectedAt;
    const usual = gaps.size >= LEARNT ? OF_USUAL_GAP * gaps.quantile(0.5) : Infinity;
    if (since < Math.max(UNCOLLECTED, usual)) {
      peaks.push(used);
      return undefined;
    }
    const low = lows.quantile(0, Math.min(LOW_TICKS, lows.size));
    if (low < OVER_PEAK * peaks.quantile(1) || now - lowAt < SPAN) return undefined;
    lowAt = now;
    return low;
  }

  function noteCollection(now: EpochMs): void {
    if (collectedAt > 0) gaps.push(now - collectedAt);
    collectedAt = now;
  }

  function noteDisturbance(gate: Gate): void {
    const away = lastAt > 0 && gate.now - lastAt > GAP + gate.interval;
    noteRest(gate);
    if (gate.workEdge && !wasEdge) levelBeforeEdge = levelBefore(gate.now);
    else if (!gate.workEdge && !gate.workShifted) levelBeforeEdge = NaN;
    wasEdge = gate.workEdge;
    loading = gate.loading || gate.workShiftedFor >= SHIFTED;
    backFor = loading || gate.idle || gate.workShifted ? 0 : backFor + 1;
    if (gate.loading || gate.workEvent || away) contentChanged = true;
    if (loading || away) {
      // Where nothing is learnt yet, what was seen before the load is not to be learnt after it.
      if (floors.size === 0) newest.clear();
      else if (Number.isNaN(levelBeforeLoad))
        levelBeforeLoad = Number.isNaN(levelBeforeEdge) ? levelBefore(gate.now) : levelBeforeEdge;
      afterLoad.clear();
    } else if (!contentChanged && backFor >= BACK_TICKS) {
      // More work that went as it came left nothing behind that would be excused.
      levelBeforeLoad = NaN;
    }
    if (Number.isNaN(levelBeforeLoad)) contentChanged = false;
  }

  function toBaseline(): Baseline {
    const median = Math.exp(normal());
    return { median, spread: median * spread(), samples: floors.size, source: 'session' };
  }

  return {
    step(tick, gate) {
      if (gate.rebase) clear();
      const used = gate.drop ? undefined : tick.jsHeapUsed;
      if (used === undefined || used <= 0) return active;
      noteDisturbance(gate);
      const collected = gate.now - lastAt <= GAP + gate.interval && isCollected(used);
      last = used;
      lastAt = gate.now;
      if (collected) noteCollection(gate.now);
      const floor = lowWithoutCollection(used, gate.now) ?? (collected ? used : undefined);
      if (floor !== undefined && gate.memorySettled) onFloor(Math.log(floor), gate);
      return active;
    },
    describe() {
      const baseline = toBaseline();
      const value = Math.exp(newest.quantile(0.5, Math.min(FLOORS, newest.size)));
      const ratio = value / baseline.median;
      const margin = (1.96 * spread()) / Math.sqrt(FLOORS);
      return {
        kind: 'heap-leak',
        metric: 'memory.jsHeapUsed',
        label: 'JS heap after garbage collection',
        value,
        onset,
        severity: levelSeverity('heap-leak', ratio, value),
        baseline,
        ratio,
        low: ratio * Math.exp(-margin),
        high: ratio * Math.exp(margin),
      };
    },
    baseline: () => undefined,
  };
}
