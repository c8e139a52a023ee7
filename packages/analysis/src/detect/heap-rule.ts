import type { Baseline, EpochMs } from '@wasm-vitals/protocol';
import { createSortedWindow } from '../baseline/sorted-window.js';
import type { Gate } from './gate.js';
import { createGrowthTrend } from './growth-trend.js';
import { createHeapFloors } from './heap-floors.js';
import { createHeldLately } from './held-lately.js';
import { createRecent } from './recent.js';
import { createRecentFloors } from './recent-floors.js';
import { ratioFinding } from './ratio-finding.js';
import type { Rule } from './rule.js';
import { createWorsening } from './worsening.js';

/** The newest floors that must all be too high, and the time that they must span. Milliseconds. */
const FLOORS = 2;
const SPAN = 8_000;
/** Least growth of the floor that matters, and how far beyond their usual scatter the floors must be. */
const EFFECT = 1.1;
/** The same of a trend, which is seen by many floors. */
const TREND_EFFECT = 1.08;
/** Two floors alone must be further off than more of them: their scatter has heavy tails. */
const SIGMAS = 3.5;
const SIGMAS_OF_TWO = 3.9;
/** And so must what grows. */
const SURER = 1.15;
/** Bytes: what a small heap gains of compiled code and caches of the engine is a large share of it, and harms nobody. */
const LEAST_BYTES = 2_097_152;
const LEAST_SPREAD = 0.015;
const UNKNOWN_SPREAD = 0.03;
/** Floors that make a baseline, that it holds, and by how many a floor joins late. */
const LEARNT = 5;
const WINDOW = 40;
const DELAY = 3;
/** Floors before and after a load that tell the levels. */
const AFTER_LOAD = 3;
/** Content comes so long before its calls are seen to differ, or its loading is noticed. Milliseconds. */
const LATE = 12_000;
const NOTICED = 8_000;
/** While it rests only growth by so much is beyond what other content explains. */
const RESTING = Math.log(1.25);
/** Other content with other work holds more of the heap, but by less than the work grew, or may have grown. */
const OF_WORK = 0.4;
const OF_DOUBT = 0.5;
/** Growth makes a new high: above this quantile of what was usual. */
const HIGH = 0.9;
/** So many floors below all that is usual are a lower level. */
const LOWER = 5;
/** Content rarely holds more of the heap than by this factor, with no more work to show for it. */
const MOST_CONTENT = Math.log(1.35);
/** One rise between two floors that is more than this share of the excess is a step; so many floors at its top are usual. */
const JUMP = 0.75;
const HIGHER = 5;
/** Too high for so long (15 min): the new normal. Milliseconds. */
const ACCEPTED_AFTER = 900_000;
/** A level fell where it fell by so many spreads. */
const LEAST_LOSS = 2;
/** After a gap in the readings (hidden, asleep) nobody knows what was loaded meanwhile. Milliseconds. */
const GAP = 4_000;

const NAMES = {
  kind: 'heap-leak',
  metric: 'memory.jsHeapUsed',
  label: 'JS heap after garbage collection',
} as const;

/**
 * JS-heap leak: the heap is a saw-tooth of garbage, so only its floors, right after a collection, are compared: with
 * what is usual, less what was loaded meanwhile; and with each other, since a leak grows whatever is loaded.
 */
export function createHeapRule(least?: number): Rule {
  const effect = Math.log(least ?? EFFECT);
  const leastGrown = Math.log(least ?? TREND_EFFECT);
  const floors = createSortedWindow(WINDOW);
  const changes = createSortedWindow(WINDOW);
  const reader = createHeapFloors();
  const trend = createGrowthTrend({ least: leastGrown, surer: SURER });
  const held = createHeldLately(OF_WORK);
  const worsening = createWorsening(effect);
  const newest = createRecentFloors();
  const afterLoad = createRecent(AFTER_LOAD);
  /** What the baseline moved by since its floors were learnt. */
  let offset = 0;
  let lastAt: EpochMs = 0;
  let disturbed = false;
  let levelBeforeLoad = NaN;
  /** The most that what comes may have gained. */
  let most = Infinity;
  let levelBeforeEdge = NaN;
  let wasEdge = false;
  let levelBeforeRest = NaN;
  let highBeforeRest = false;
  let wasWaking = false;
  let active = false;
  let worsened = false;
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
    trend.clear();
    offset = 0;
    active = false;
    levelBeforeRest = NaN;
    levelBeforeLoad = NaN;
  }

  function isHigh({ now, workDoubt, waking }: Gate): boolean {
    // Frequent collections need more floors to span the time.
    const n = newest.spanning(SPAN, FLOORS, now);
    if (n === 0) return false;
    const excess = newest.quantile(0, n) - normal();
    const unclear = !highBeforeRest && waking;
    const room = Math.max(OF_DOUBT * workDoubt, unclear ? RESTING : 0);
    const isBeyond = excess >= held.value + Math.max(room, limit(n > FLOORS ? SIGMAS : SIGMAS_OF_TWO));
    return isMaterial(excess) && isBeyond && !isStep();
  }

  const isMaterial = (excess: number): boolean => Math.exp(normal()) * Math.expm1(excess) >= LEAST_BYTES;

  /** A leak goes on growing: what the heap gained at once, and no more since, is content. */
  function isStep(): boolean {
    const total = newest.at(0) - normal();
    return total <= MOST_CONTENT && newest.largestRise(normal()) >= JUMP * total;
  }

  /** Content that came at once and stays is usual now. */
  function anchorHigher(): void {
    if (newest.size < HIGHER) return;
    const least = newest.quantile(0, HIGHER) - normal();
    if (least > limit() && isMaterial(least) && isStep()) offset += newest.quantile(0.5, HIGHER) - normal();
  }

  /** The level before what is noticed now: what a leak had added until then is not excused by a load. */
  function levelBefore(now: EpochMs): number {
    if (wasWaking && !Number.isNaN(levelBeforeRest)) return levelBeforeRest;
    return levelUntil(now - LATE);
  }

  function levelUntil(time: EpochMs): number {
    const level = newest.levelUntil(time, AFTER_LOAD);
    return Number.isNaN(level) ? normal() : level;
  }

  /** What other content gained or lost moves the baseline. */
  function accept(gained: number, before: number): void {
    // A floor that is a little lower by chance is no lower level.
    if (gained <= 0 && gained >= -LEAST_LOSS * spread()) return;
    // To lose what was too much is no new level.
    offset += Math.max(gained, Math.min(0, before + gained - normal()));
    // What was excused once is not excused again.
    levelBeforeRest += gained;
  }

  /** Whether a floor is of while something is loaded, or nobody looked, or of just after: it is excused then. */
  function excuse(floor: number): boolean {
    if (disturbed || Number.isNaN(levelBeforeLoad)) return disturbed;
    afterLoad.push(floor);
    if (afterLoad.size < AFTER_LOAD) return true;
    accept(Math.min(most, afterLoad.quantile(0.5, AFTER_LOAD) - levelBeforeLoad), levelBeforeLoad);
    levelBeforeLoad = NaN;
    levelBeforeEdge = NaN;
    newest.clear();
    return true;
  }

  /** It grows, whatever else happens meanwhile: what it grew by is too much, and the rest is content. */
  function tellsOfTrend(floor: number): boolean {
    const found = trend.look(spread());
    if (
      !found ||
      found.grown < leastGrown + held.since(found.since) ||
      Math.exp(floor) * -Math.expm1(-found.grown) < LEAST_BYTES
    )
      return false;
    if (Number.isNaN(levelBeforeLoad) && floor < floors.quantile(HIGH) + offset) return false;
    offset = floor - found.grown - floors.quantile(0.5);
    levelBeforeLoad = NaN;
    levelBeforeEdge = NaN;
    newest.clear();
    newest.push(floor, found.since);
    active = true;
    onset = found.since;
    return true;
  }

  /** A leak that ended unseen, or content that went: what was usual until then is no measure any more. */
  function anchorLower(): void {
    if (newest.size < LOWER || newest.quantile(1, LOWER) >= normal() - limit()) return;
    floors.clear();
    offset = 0;
    for (let age = LOWER - 1; age >= 0; age--) floors.push(newest.at(age));
  }

  function learn(floor: number, change: number, isSuspicious: boolean): void {
    if (Number.isNaN(floor) || isSuspicious) return;
    floors.push(floor - offset);
    changes.push(change);
  }

  function onFloor(floor: number, gate: Gate): void {
    trend.push(floor, gate.now);
    const canTell = gate.memoryWarm && floors.size >= LEARNT;
    if (canTell && !active && !disturbed && tellsOfTrend(floor)) return;
    if (excuse(floor)) return;
    if (!active) anchorLower();
    const old = newest.at(DELAY + FLOORS - 1);
    const change = Math.abs(newest.at(DELAY + FLOORS - 2) - old);
    newest.push(floor, reader.since);
    if (canTell) decide(floor, gate);
    if (!active && floors.size >= LEARNT) anchorHigher();
    const isOff = floors.size >= LEARNT && floor - normal() > limit();
    learn(old, change, active || gate.workShifted || isOff);
  }

  function decide(floor: number, gate: Gate): void {
    if (active) follow(floor, gate.now);
    // Where the work is just changing, its floors are compared once it is known by how much.
    else if (!gate.workEdge && isHigh(gate)) {
      active = true;
      onset = newest.timeAt(Math.min(newest.size, DELAY + 1) - 1);
    }
  }

  /** Over, or accepted, or much worse than it was told. */
  function follow(floor: number, now: EpochMs): void {
    if (now - onset > ACCEPTED_AFTER) clear();
    else if (floor - normal() >= limit() / 2) return noteWorse(floor);
    active = false;
    worsening.clear();
    trend.clear();
    // What was before the end is no level to come back to.
    newest.clear();
    newest.push(floor, now);
  }

  function noteWorse(floor: number): void {
    if (newest.size <= FLOORS) return;
    const agreed = newest.quantile(0, FLOORS + 1) - normal();
    worsened = worsening.onTick(floor - normal(), agreed, limit());
    if (!worsened) return;
    worsening.clear();
    onset = newest.timeAt(FLOORS);
  }

  /** What comes while the page rests has no calls to tell of it until the page goes on. */
  function noteRest({ waking, now }: Gate): void {
    if (waking && !wasWaking) {
      levelBeforeRest = levelUntil(now - LATE);
      highBeforeRest = newest.size > 0 && newest.at(0) - normal() > limit() / 2;
    }
    wasWaking = waking;
  }

  function noteEdge({ workEdge, workShifted, workEvent, now }: Gate): void {
    if (workEdge && !wasEdge) levelBeforeEdge = levelBefore(now);
    else if (!workEdge && !workShifted && !workEvent) levelBeforeEdge = NaN;
    wasEdge = workEdge;
  }

  function noteLoad(now: EpochMs): void {
    afterLoad.clear();
    most = Infinity;
    // Where nothing is learnt yet, what was seen before the load is not to be learnt after it.
    if (floors.size === 0) newest.clear();
    else if (Number.isNaN(levelBeforeLoad))
      levelBeforeLoad = Number.isNaN(levelBeforeEdge) ? levelBefore(now) : levelBeforeEdge;
  }

  /** Other content to stay: it holds more of the heap, or less, but no more than its work explains. */
  function noteOtherWork(): void {
    if (!Number.isNaN(levelBeforeLoad) || floors.size === 0) return;
    const before = Number.isNaN(levelBeforeEdge) ? normal() : levelBeforeEdge;
    levelBeforeEdge = NaN;
    most = held.value;
    if (newest.size >= AFTER_LOAD) {
      accept(Math.min(most, newest.quantile(0.5, AFTER_LOAD) - before), before);
      return;
    }
    levelBeforeLoad = before;
    afterLoad.clear();
    for (let age = newest.size - 1; age >= 0; age--) afterLoad.push(newest.at(age));
  }

  function noteDisturbance(gate: Gate): void {
    const away = lastAt > 0 && gate.now - lastAt > GAP + gate.interval;
    noteRest(gate);
    noteEdge(gate);
    const was = disturbed;
    disturbed = gate.loading || away;
    if (disturbed) {
      trend.breakAt(gate.now - (was ? 0 : NOTICED));
      noteLoad(gate.now);
    } else if (gate.workEvent) noteOtherWork();
  }

  function toBaseline(): Baseline {
    const median = Math.exp(normal());
    return { median, spread: median * spread(), samples: floors.size, source: 'session' };
  }

  return {
    step(tick, gate) {
      worsened = false;
      if (gate.rebase) clear();
      const used = gate.drop ? undefined : tick.jsHeapUsed;
      if (used === undefined || used <= 0) return active;
      held.onTick(gate);
      noteDisturbance(gate);
      const floor = reader.onTick(used, gate.now, gate.now - lastAt <= GAP + gate.interval);
      lastAt = gate.now;
      if (floor !== undefined && gate.memorySettled) onFloor(Math.log(floor), gate);
      return active;
    },
    describe() {
      const value = Math.exp(newest.quantile(0.5, Math.min(FLOORS, newest.size)));
      const margin = (1.96 * spread()) / Math.sqrt(FLOORS);
      const change = { ...NAMES, value, onset, baseline: toBaseline() };
      return ratioFinding(change, margin);
    },
    worsened: () => worsened,
    baseline: () => undefined,
  };
}
