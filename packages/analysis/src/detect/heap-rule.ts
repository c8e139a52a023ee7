import type { Baseline, EpochMs } from '@wasm-vitals/protocol';
import { createSortedWindow } from '../baseline/sorted-window.js';
import type { Gate } from './gate.js';
import { createRecent } from './recent.js';
import type { Rule } from './rule.js';
import { levelSeverity } from './severity.js';

/** A fall of this share between two ticks is a garbage collection; what is left is the floor. */
const COLLECTED = 0.04;
/** The newest floors that must all be too high, and the time that they must span. Milliseconds. */
const FLOORS = 2;
const SPAN = 8_000;
/** Least growth of the floor that matters, and how far beyond their usual scatter the floors must be. */
const EFFECT = 1.07;
const SIGMAS = 3.3;
const LEAST_SPREAD = 0.02;
/** Floors that make a baseline, that it holds, and by how many a floor joins late. */
const LEARNT = 5;
const WINDOW = 120;
const DELAY = 3;
/** Floors after a load that tell the new level. */
const AFTER_LOAD = 2;
/** Too high for so long (15 min): the new normal. Milliseconds. */
const ACCEPTED_AFTER = 900_000;
const GAP = 4_000;
/** Work that is off its level for so many ticks has other content. */
const SHIFTED = 12;

/** JS-heap leak: the heap is a saw-tooth of garbage, so only its floors, right after a collection, are compared. */
export function createHeapRule(least: number = EFFECT): Rule {
  const effect = Math.log(least);
  const floors = createSortedWindow(WINDOW);
  const newest = createRecent(DELAY + FLOORS);
  const times = new Float64Array(DELAY + FLOORS);
  let count = 0;
  let offset = 0;
  let last = 0;
  let lastAt: EpochMs = 0;
  let loading = false;
  let floorsAfterLoad = 0;
  let levelBeforeLoad = NaN;
  let active = false;
  let onset: EpochMs = 0;

  const normal = (): number => floors.quantile(0.5) + offset;

  function spread(): number {
    const upper = (floors.quantile(0.95) - floors.quantile(0.5)) / 1.645;
    const core = (floors.quantile(0.75) - floors.quantile(0.25)) / 1.349;
    return Math.max(LEAST_SPREAD, upper, core);
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

  /** What was gained while something was loaded, or nobody looked, moves the baseline. */
  function excuse(floor: number): boolean {
    if (loading) {
      floorsAfterLoad = 0;
      return true;
    }
    if (Number.isNaN(levelBeforeLoad)) return false;
    if (++floorsAfterLoad < AFTER_LOAD) return true;
    offset += floor - levelBeforeLoad;
    levelBeforeLoad = NaN;
    newest.clear();
    count = 0;
    return true;
  }

  function onFloor(floor: number, gate: Gate): void {
    if (excuse(floor)) return;
    const old = newest.size === times.length ? newest.oldest() : NaN;
    newest.push(floor);
    times[count++ % times.length] = gate.now;
    if (floors.size >= LEARNT && gate.memoryWarm) decide(floor, gate.now);
    const suspicious = active || (floors.size >= LEARNT && floor - normal() > limit());
    if (!Number.isNaN(old) && !suspicious) floors.push(old - offset);
  }

  function decide(floor: number, now: EpochMs): void {
    const excess = lowest(now) - normal();
    if (!active && excess >= limit()) {
      active = true;
      onset = timeOf(Math.min(newest.size, DELAY + 1) - 1);
    } else if (active && (floor - normal() < limit() / 2 || now - onset > ACCEPTED_AFTER)) {
      if (now - onset > ACCEPTED_AFTER) clear();
      active = false;
    }
  }

  function noteDisturbance(gate: Gate): void {
    const disturbed =
      gate.loading ||
      gate.workShiftedFor >= SHIFTED ||
      (lastAt > 0 && gate.now - lastAt > GAP + gate.interval);
    if (disturbed && Number.isNaN(levelBeforeLoad) && floors.size > 0) levelBeforeLoad = normal();
    if (disturbed) floorsAfterLoad = 0;
    loading = gate.loading || gate.workShiftedFor >= SHIFTED;
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
      const collected = used < last * (1 - COLLECTED) && gate.now - lastAt <= GAP + gate.interval;
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
