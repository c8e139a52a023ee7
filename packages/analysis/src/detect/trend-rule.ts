import type { AnomalyKind, Baseline, DurationMs, EpochMs, Tick } from '@wasm-vitals/protocol';
import { createSortedWindow } from '../baseline/sorted-window.js';
import type { Gate } from './gate.js';
import { createHeldLately } from './held-lately.js';
import { createGrowthTrend } from './growth-trend.js';
import type { MinimumEffects } from './level-spec.js';
import { createRecent } from './recent.js';
import { ratioFinding } from './ratio-finding.js';
import type { Rule } from './rule.js';

/** A rule on steady growth, as data. */
export interface TrendSpec {
  readonly kind: AnomalyKind;
  readonly metric: string;
  /** The reading of a tick, > 0; absent where the tick has none. */
  readonly read: (tick: Tick, gate: Gate) => number | undefined;
  /** Least growth that matters, as a ratio. */
  readonly least: number;
  /** Least number of chunks that must be in line. */
  readonly fewest: number;
  /** How much surer than of independent chunks, as a factor. */
  readonly surer: number;
  /** Other content explains so much of it as a share of what the work grew by (ln). */
  readonly ofWork: number;
  /** How long a time the growth may take. Slow growth of memory is sure only after minutes. */
  readonly longest: DurationMs;
  /** By how much the newest chunk must be above the usual one, ln. */
  readonly above: number;
  /** Standard deviation of a chunk (ln): the least that is believed, and what is taken before it is known. */
  readonly leastSpread: number;
  readonly unknownSpread: number;
  /** Memory: settles later than speed, and what was usual before a load says nothing of the time after it. */
  readonly isMemory: boolean;
}

/** Readings in a chunk, whose median counts. */
const CHUNK = 6;
/** Chunks that tell what is usual, and those by which one joins them late. */
const HISTORY = 60;
const LEARNT = 8;
const DELAY = 5;
/** Content comes so long before its loading is noticed. Milliseconds. */
const NOTICED = 6_000;
/** Where the newest chunk is above the usual one by less than the least growth, the growth must be surer by this factor. */
const LITTLE_ABOVE = 1.5;
/** After a gap in the readings nobody knows what was loaded meanwhile. Milliseconds. */
const GAP = 4_000;
/** Without a reading for so long there is nothing to be slow; memory that was too much stays so. Milliseconds. */
const SILENT = 30_000;
/** Too high for so long (15 min): the new normal. Milliseconds. */
const ACCEPTED_AFTER = 900_000;

/** A rule on steady growth through whatever else happens: work that changes, loads, rests. */
export function createTrendRule(spec: TrendSpec): Rule {
  const { kind, metric, isMemory, fewest, surer } = spec;
  const least = Math.log(spec.least);
  const trend = createGrowthTrend({ least, fewest, surer, longest: spec.longest });
  const held = createHeldLately(spec.ofWork);
  const readings = createRecent(CHUNK);
  /** Chunks until they are old enough to be usual. */
  const waiting = createRecent(DELAY);
  const usual = createSortedWindow(HISTORY);
  const changes = createSortedWindow(HISTORY);
  let disturbed = false;
  let lastAt: EpochMs = 0;
  let active = false;
  let onset: EpochMs = 0;
  let start = 0;
  let grown = 0;
  let newest = 0;

  function spread(): number {
    if (changes.size < LEARNT) return spec.unknownSpread;
    // 90 % of the differences of two normal readings are within 2.33 standard deviations.
    return Math.max(spec.leastSpread, changes.quantile(0.9) / 2.33);
  }

  /** Other content: what was usual is to be learnt anew, and no chunk lies across the change. */
  function forget(): void {
    readings.clear();
    waiting.clear();
    if (isMemory) usual.clear();
  }

  function clear(): void {
    forget();
    trend.clear();
    active = false;
  }

  function learn(level: number): void {
    if (waiting.size === DELAY) {
      const old = waiting.oldest();
      usual.push(old);
      changes.push(Math.abs(waiting.at(DELAY - 2) - old));
    }
    waiting.push(level);
  }

  function decide(now: EpochMs): void {
    const above = usual.size >= LEARNT ? newest - usual.quantile(0.5) : Infinity;
    if (above < spec.above) return;
    const growth = trend.look(spread(), above < least ? LITTLE_ABOVE : 1);
    if (!growth || growth.grown < least + held.value) return;
    active = true;
    grown = growth.grown;
    start = newest - grown;
    onset = Math.min(growth.since, now);
  }

  function endChunk(gate: Gate): void {
    newest = readings.quantile(0.5, CHUNK);
    readings.clear();
    trend.push(newest, gate.now);
    const isOver = active && (newest < start + grown / 2 || gate.now - onset > ACCEPTED_AFTER);
    if (isOver) clear();
    else if (!active) {
      learn(newest);
      if (isMemory ? gate.memoryWarm : gate.warm) decide(gate.now);
    }
  }

  /** True while something is loaded, or nobody looked. */
  function isDisturbed(gate: Gate): boolean {
    const away = lastAt > 0 && gate.now - lastAt > GAP + gate.interval;
    lastAt = gate.now;
    const was = disturbed;
    disturbed = gate.loading || away;
    if (was !== disturbed) trend.breakAt(gate.now - (disturbed ? NOTICED : 0));
    if (disturbed) forget();
    return disturbed;
  }

  function toBaseline(): Baseline {
    const median = Math.exp(start);
    return { median, spread: median * spread(), samples: CHUNK, source: 'session' };
  }

  return {
    step(tick, gate) {
      if (gate.rebase || gate.reset) clear();
      // What fills, or is compiled, while the page starts is no trend.
      const hasStarted = isMemory ? gate.warm : gate.settled;
      const reading = gate.drop || !hasStarted ? undefined : spec.read(tick, gate);
      held.onTick(gate);
      if (!isMemory && gate.now - lastAt > SILENT) active = false;
      if (reading === undefined || reading <= 0 || isDisturbed(gate)) return active;
      readings.push(Math.log(reading));
      if (readings.size === CHUNK) endChunk(gate);
      return active;
    },
    describe: () =>
      ratioFinding({ kind, metric, value: Math.exp(newest), onset, baseline: toBaseline() }, 1.96 * spread()),
    baseline: () => undefined,
  };
}

/** Trend rules. To add one is to add a row. */
export function trendSpecs(effects: MinimumEffects): readonly TrendSpec[] {
  return [
    {
      kind: 'memory-leak',
      metric: 'wasm.heapSize',
      read: (tick) => tick.wasmLive,
      least: effects.memory ?? 1.1,
      fewest: 4,
      // Live bytes drift: two chunks in a row are much alike.
      surer: 1.4,
      longest: 240_000,
      ofWork: 0.8,
      above: 0.05,
      leastSpread: 0.004,
      unknownSpread: 0.03,
      isMemory: true,
    },
    {
      kind: 'execution-ramp',
      metric: 'wasm.executionStats.avgExecutionTime',
      read: (_tick, gate) => gate.callTime,
      least: effects.execution ?? 1.25,
      // A few chunks in line are a busy moment.
      fewest: 8,
      surer: 1.2,
      longest: 120_000,
      ofWork: 0.4,
      above: 0.2,
      leastSpread: 0.02,
      unknownSpread: 0.1,
      isMemory: false,
    },
  ];
}
