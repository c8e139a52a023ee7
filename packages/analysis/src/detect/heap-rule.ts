import type { Baseline, EpochMs } from '@wasm-vitals/protocol';
import { createSortedWindow } from '../baseline/sorted-window.js';
import type { Gate } from './gate.js';
import { createRecent } from './recent.js';
import type { Rule } from './rule.js';
import { levelSeverity } from './severity.js';

/** A fall of this share between two ticks is a garbage collection; what is left is the floor. */
const COLLECTED = 0.04;
/** So is one of this share of the bytes that collections usually free: in a heap that a leak has doubled, that is little. */
const FREED = 0.5;
/** The newest floors that must all be too high, and the time that they must span. Milliseconds. */
const FLOORS = 2;
const SPAN = 8_000;
/** Least growth of the floor that matters, and how far beyond their usual scatter the floors must be. */
const EFFECT = 1.07;
const SIGMAS = 3.3;
/** Bytes: what a small heap gains of compiled code and caches of the engine is a large share of it, and harms nobody. */
const LEAST_BYTES = 2_097_152;
const LEAST_SPREAD = 0.015;
const UNKNOWN_SPREAD = 0.03;
/** Floors that make a baseline, that it holds, and by how many a floor joins late. */
const LEARNT = 5;
const WINDOW = 40;
const DELAY = 3;
/** Floors before and after a load that tell the levels, and those that are kept to find them. */
const AFTER_LOAD = 3;
const KEPT = 8;
/** Content comes so long before its calls are seen to differ. Milliseconds. */
const LATE = 6_000;
/** Too high for so long (15 min): the new normal. Milliseconds. */
const ACCEPTED_AFTER = 900_000;
const GAP = 4_000;
/** Work that is off its level for so many ticks has other content. */
const SHIFTED = 12;

/** JS-heap leak: the heap is a saw-tooth of garbage, so only its floors, right after a collection, are compared. */
export function createHeapRule(least: number = EFFECT): Rule {
  const effect = Math.log(least);
  const floors = createSortedWindow(WINDOW);
  const changes = createSortedWindow(WINDOW);
  /** Bytes that collections freed. */
  const freed = createSortedWindow(WINDOW);
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
  let levelBeforeLoad = NaN;
  let levelBeforeEdge = NaN;
  let wasEdge = false;
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
  function limit(): number {
    return Math.max(effect, SIGMAS * spread() * (1 + 1.5 / Math.sqrt(floors.size)));
  }

  function clear(): void {
    floors.clear();
    newest.clear();
    offset = 0;
    active = false;
    count = 0;
  }

  const timeOf = (age: number): EpochMs => times[(count - 1 - age) % times.length] ?? 0;

  /** Newest floors that say the same, far enough apart; frequent collections need more of them. */
  function lowest(now: EpochMs): number {
    let n = FLOORS;
    while (n < newest.size && now - timeOf(n - 1) < SPAN) n++;
    return newest.size >= n && now - timeOf(n - 1) >= SPAN ? newest.quantile(0, n) : -Infinity;
  }

  /** Of the last floors until then: what a leak had added before a load is not excused by the load. */
  function levelAt(time: EpochMs): number {
    const before: number[] = [];
    for (let age = 0; age < newest.size && before.length < AFTER_LOAD; age++)
      if (timeOf(age) <= time) before.push(newest.at(age));
    return before.length < AFTER_LOAD ? normal() : (before.sort((a, b) => a - b)[AFTER_LOAD >> 1] ?? NaN);
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
    offset += afterLoad.quantile(0.5, AFTER_LOAD) - levelBeforeLoad;
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

  function decide(floor: number, { now, workShifted, workEdge }: Gate): void {
    const excess = lowest(now) - normal();
    const isMaterial = Math.exp(normal()) * Math.expm1(excess) >= LEAST_BYTES;
    // Other work may be other content: its floors are compared once that is known.
    if (!active && excess >= limit() && isMaterial && !workShifted && !workEdge) {
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

  function noteDisturbance(gate: Gate): void {
    const away = lastAt > 0 && gate.now - lastAt > GAP + gate.interval;
    if (gate.workEdge && !wasEdge) levelBeforeEdge = levelAt(gate.now - LATE);
    else if (!gate.workEdge && !gate.workShifted) levelBeforeEdge = NaN;
    wasEdge = gate.workEdge;
    loading = gate.loading || gate.workShiftedFor >= SHIFTED;
    if (gate.loading || gate.workEvent || away) contentChanged = true;
    if (loading || away) {
      // Where nothing is learnt yet, what was seen before the load is not to be learnt after it.
      if (floors.size === 0) newest.clear();
      else if (Number.isNaN(levelBeforeLoad))
        levelBeforeLoad = Number.isNaN(levelBeforeEdge) ? levelAt(gate.now) : levelBeforeEdge;
      afterLoad.clear();
    } else if (!contentChanged) {
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
      if (collected && gate.memorySettled) onFloor(Math.log(used), gate);
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
