import type { AnomalyKind, Baseline, EpochMs, Tick } from '@wasm-vitals/protocol';
import { createSortedWindow } from '../baseline/sorted-window.js';
import type { Gate } from './gate.js';
import { createRecent } from './recent.js';
import { ratioFinding } from './ratio-finding.js';
import type { Rule } from './rule.js';

/** A rule on steady growth, as data. */
export interface LeakSpec {
  readonly kind: AnomalyKind;
  readonly metric: string;
  readonly read: (tick: Tick) => number | undefined;
  /** Ticks in a chunk. */
  readonly chunk: number;
  /** Chunks that must rise one after the other. */
  readonly chunks: number;
  /** Least correlation of their levels with time: 1 is a straight line. */
  readonly straight: number;
  /** Least growth over the window, as the logarithm of a ratio: caches and undo histories fill by less. */
  readonly total: number;
}

/** Growth must be this many times the usual change from chunk to chunk. */
const SIGMAS = 4;
const LEARNT = 8;
/** Until then: as much as a restless page's memory changes. */
const UNKNOWN_NOISE = 0.012;
/** And it must be above all that was seen in the minutes before, by this much. */
const NEW_HIGH = 0.01;
const MINUTES_BEFORE = 30;
const HISTORY = 60;
/** A step of one chunk to the next that is more than this share of the growth. */
const JUMP = 0.6;
const ACTIVE_CHUNKS = 90;

/** A rule on steady growth: chunk after chunk rises, by more than chunks usually differ. */
export function createLeakRule(spec: LeakSpec): Rule {
  const size = spec.chunks + 1;
  const ticks = createRecent(spec.chunk);
  const levels = new Float64Array(size);
  const changes = createSortedWindow(HISTORY);
  const highs = createSortedWindow(MINUTES_BEFORE);
  let filled = 0;
  let next = 0;
  let inChunk = 0;
  let loadedBefore = 0;
  let active = false;
  let activeFor = 0;
  let onset: EpochMs = 0;
  let start = 0;
  let disturbed = false;

  const at = (age: number): number => levels[(next - 1 - age + 2 * size) % size] ?? 0;

  function clear(): void {
    ticks.clear();
    filled = 0;
    inChunk = 0;
    active = false;
    disturbed = false;
  }

  function growth(): number {
    return at(0) - at(spec.chunks);
  }

  function largestStep(): number {
    let largest = 0;
    for (let age = 0; age < spec.chunks; age++) largest = Math.max(largest, at(age) - at(age + 1));
    return largest;
  }

  /** Pearson's correlation of the levels with time. */
  function straightness(): number {
    const middle = spec.chunks / 2;
    let mean = 0;
    for (let age = 0; age < size; age++) mean += at(age) / size;
    let both = 0;
    let ofTime = 0;
    let ofLevel = 0;
    for (let age = 0; age < size; age++) {
      const [time, level] = [middle - age, at(age) - mean];
      both += time * level;
      ofTime += time * time;
      ofLevel += level * level;
    }
    return ofLevel > 0 ? both / Math.sqrt(ofTime * ofLevel) : 0;
  }

  function sure(): boolean {
    if (filled < size) return false;
    const grown = growth();
    const noise = changes.size >= LEARNT ? changes.quantile(0.8) : UNKNOWN_NOISE;
    if (grown < Math.max(spec.total, SIGMAS * noise)) return false;
    if (highs.size > 0 && at(0) < highs.quantile(1) + NEW_HIGH) return false;
    // One jump with a rest of noise is a step, which has a rule of its own.
    return largestStep() < JUMP * grown && straightness() >= spec.straight;
  }

  function endChunk(gate: Gate): void {
    const level = ticks.quantile(0.5, ticks.size);
    const previous = filled > 0 ? at(0) : level;
    if (filled === size) highs.push(at(spec.chunks));
    levels[next] = level;
    next = (next + 1) % size;
    filled = Math.min(size, filled + 1);
    if (disturbed) {
      // Growth under loading is excused, and only that: the levels before are lifted by it.
      // What was the highest before says nothing of another content.
      highs.clear();
      // A little less, as by the phase of a saw-tooth, would make the way back look like growth.
      const excused = Math.max(0, level - previous);
      for (let age = 1; age < filled; age++) {
        const index = (next - 1 - age + 2 * size) % size;
        levels[index] = (levels[index] ?? 0) + excused;
      }
    } else if (!active && filled > 1) changes.push(Math.abs(level - previous));
    decide(gate);
    ticks.clear();
    inChunk = 0;
    disturbed = false;
  }

  function decide(gate: Gate): void {
    if (active) {
      activeFor++;
      if (filled < size || growth() < spec.total / 3 || activeFor > ACTIVE_CHUNKS) active = false;
      return;
    }
    active = gate.memoryWarm && !gate.muted && sure();
    if (!active) return;
    activeFor = 0;
    start = at(spec.chunks);
    onset = gate.now - spec.chunks * spec.chunk * 1000;
  }

  function toBaseline(): Baseline {
    const median = Math.exp(start);
    return {
      median,
      spread: median * (changes.size > 0 ? changes.quantile(0.68) : 0),
      samples: spec.chunk,
      source: 'session',
    };
  }

  return {
    step(tick, gate) {
      if (gate.reset || gate.rebase) clear();
      // What fills while the page starts is no leak.
      const reading = gate.drop || !gate.warm ? undefined : spec.read(tick);
      if (reading === undefined || reading <= 0) return active;
      const touched = gate.loading || gate.workEdge || gate.muted;
      disturbed ||= touched || loadedBefore > 0;
      loadedBefore = touched ? 2 : Math.max(0, loadedBefore - 1);
      ticks.push(Math.log(reading));
      if (++inChunk === spec.chunk) endChunk(gate);
      return active;
    },
    describe() {
      const margin = 1.96 * (changes.size > 0 ? changes.quantile(0.68) : 0.02);
      const { kind, metric } = spec;
      return ratioFinding({ kind, metric, value: Math.exp(at(0)), onset, baseline: toBaseline() }, margin);
    },
    baseline: () => undefined,
  };
}

/** A fast leak shows in a minute, a slow one among noise in two. */
const LIVE = {
  kind: 'memory-leak',
  metric: 'wasm.heapSize',
  read: (tick: Tick) => tick.wasmLive,
  chunk: 10,
} as const;

export const LEAKS: readonly LeakSpec[] = [
  { ...LIVE, chunks: 6, straight: 0.93, total: 0.085 },
  { ...LIVE, chunks: 12, straight: 0.92, total: 0.085 },
];
