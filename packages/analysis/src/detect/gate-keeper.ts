import type { DurationMs, EpochMs, Tick } from '@wasm-vitals/protocol';
import { createBurstWatch } from './burst.js';
import { createCallMix } from './call-mix.js';
import { createDisplayWatch } from './display-watch.js';
import type { Gate } from './gate.js';
import { createWorkLevel } from './work-level.js';

/** Visible time until levels are trusted: compile, tiering up and first loads are over by then. */
const WARM_UP = 90_000;
/** Memory fills for longer than speed settles. */
const MEMORY_WARM_UP = 120_000;
/** What runs before this is start-up, and no baseline is made of it. */
const SETTLED = 35_000;
const MEMORY_SETTLED = 70_000;
/** After coming back, timers and frames need a moment to settle. */
const RESUME_MUTE = 6_000;
/** A host's mark says that the content changes: levels are learnt anew after this time. */
const MARK_MUTE = 15_000;
/** Loading goes on behind the flag: decoding, caches, garbage collection. Memory takes longer to settle than speed. */
const LOADING_TAIL = 12_000;
const BUSY_TAIL = 7_000;
/** A gap this long between ticks is sleep or a frozen page; a blocked main thread is rarely so long. */
const SLEEP_GAP = 10_000;

export interface GateKeeper {
  readonly gate: Gate;
  onTick(tick: Tick): void;
}

function createGate(): Gate {
  return {
    now: 0,
    interval: 1000,
    drop: false,
    reset: false,
    muted: false,
    settled: false,
    memorySettled: false,
    refreshRate: undefined,
    frameShare: 0,
    frameShareNow: 0,
    display: false,
    rebase: false,
    warm: false,
    memoryWarm: false,
    loading: false,
    callTime: undefined,
    lateCallTime: undefined,
    workDone: undefined,
    work: 0,
    workNow: 0,
    workEdge: false,
    workDoubt: 0,
    workStep: 0,
    callsNow: 0,
    workShifted: false,
    workShiftedFor: 0,
    workEvent: undefined,
    idle: false,
    resting: false,
    waking: false,
  };
}

function missesOf({ requests, cacheHits }: Tick): number | undefined {
  return requests === undefined || cacheHits === undefined ? undefined : requests - cacheHits;
}

/** Makes the part that knows when not to judge. */
export function createGateKeeper(): GateKeeper {
  const gate = createGate();
  const burst = createBurstWatch();
  const missed = createBurstWatch();
  const mix = createCallMix();
  const work = createWorkLevel();
  const display = createDisplayWatch();
  let visibleFor: DurationMs = 0;
  let mutedUntil: EpochMs = 0;
  let resumedUntil: EpochMs = 0;
  let loadingAt: EpochMs = -Infinity;
  let contentAt: EpochMs = -Infinity;
  let mark: string | undefined;
  let seen = false;

  function noteAbsence(tick: Tick, elapsed: DurationMs): void {
    const asleep = elapsed > SLEEP_GAP && elapsed > 4 * gate.interval;
    const away = tick.visibility < 1 || asleep;
    if (away) resumedUntil = tick.timestamp + RESUME_MUTE;
    gate.drop = away || tick.timestamp < resumedUntil;
    gate.reset = away;
  }

  function noteContent(tick: Tick): void {
    gate.rebase = seen && tick.mark !== mark;
    mark = tick.mark;
    seen = true;
    if (gate.rebase) mutedUntil = tick.timestamp + MARK_MUTE;
    if (tick.loading) loadingAt = tick.timestamp;
    const known = tick.loading === true || !gate.settled;
    const bursting = !gate.drop && burst.onTick(tick.requests, known);
    // What no cache has is new: a few misses at once tell of content, but are no reason not to judge the network.
    if (!gate.drop && missed.onTick(missesOf(tick), known)) contentAt = tick.timestamp;
    // An export that was never called before is content that was loaded, whatever the network says.
    if (bursting || mix.reading.isNew) loadingAt = tick.timestamp;
    const since = tick.timestamp - loadingAt;
    gate.loading = Math.min(since, tick.timestamp - contentAt) < LOADING_TAIL;
    gate.muted = gate.drop || since < BUSY_TAIL || tick.timestamp < mutedUntil;
  }

  return {
    gate,
    onTick(tick) {
      const elapsed = gate.now === 0 ? tick.interval : tick.timestamp - gate.now;
      noteAbsence(tick, elapsed);
      gate.now = tick.timestamp;
      gate.interval = tick.interval;
      if (!gate.drop) visibleFor += tick.interval;
      if (!gate.drop) mix.onTick(tick, gate.settled && !gate.muted);
      gate.callTime = gate.drop ? undefined : mix.reading.callTime;
      gate.lateCallTime = gate.drop ? undefined : mix.reading.lateCallTime;
      gate.workDone = gate.drop ? undefined : mix.reading.work;
      noteContent(tick);
      gate.settled = visibleFor >= SETTLED;
      gate.memorySettled = visibleFor >= MEMORY_SETTLED;
      gate.refreshRate = tick.refreshRate;
      gate.display = !gate.drop && display.onTick(tick.refreshRate);
      gate.warm = visibleFor >= WARM_UP;
      gate.memoryWarm = visibleFor >= MEMORY_WARM_UP;
      work.onTick(tick, gate);
    },
  };
}
