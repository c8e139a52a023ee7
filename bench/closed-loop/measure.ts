import type { Tick } from '@wasm-vitals/protocol';
import type { RunRecord } from './record.js';

type Read = (tick: Tick) => number | undefined;

/** What each fault takes from the user, by which its recovery is measured. Lower is better but for the frame rate. */
const LOSS: Readonly<Record<string, { readonly name: string; readonly read: Read }>> = {
  slow: {
    name: 'WASM ms a frame',
    read: ({ wasmTime, fps, interval }) =>
      wasmTime === undefined || !fps ? undefined : wasmTime / ((fps * interval) / 1000),
  },
  frames: { name: 'frames/s', read: ({ fps }) => fps },
  leak: { name: 'live bytes', read: ({ wasmLive }) => wasmLive },
  cache: {
    name: 'requests to the network/s',
    read: ({ requests, cacheHits }) =>
      requests === undefined || cacheHits === undefined ? undefined : requests - cacheHits,
  },
  heap: { name: 'JS heap bytes', read: ({ jsHeapUsed }) => jsHeapUsed },
  stall: { name: 'longest frame, ms', read: ({ frameTimeMax }) => frameTimeMax },
  churn: { name: 'bytes allocated/s', read: ({ allocationRate }) => allocationRate },
  network: { name: 'latency, ms', read: ({ latency }) => latency },
};

/** Counts and rare events are averaged; levels are taken by their median. */
const AVERAGED = new Set(['cache', 'stall']);
const GROWING = new Set(['leak', 'heap']);
const LEAST_LOSS = 0.1;
/** End of a run by which it is judged, in seconds. */
const END_S = 20;
/** Recovery is seen over so many ticks. */
const SEEN = 5;
const RECOVERED = 0.8;
/** A fault is not at its full strength in its first seconds. */
const BEGIN_MS = 2_000;

/** A page that draws nothing holds 60 Hz where the machine is free. */
const FREE_FPS = 50;
const MOST_DISTURBED = 0.1;

/**
 * Whether a run counts. Fixed before the first run was made, and blind to what the loop did: in the 30 s before the onset
 * at most a tenth of the ticks are under 50 frames a second, otherwise other work had the machine. Fault-free runs all
 * count.
 */
export function isValid({ mode, ticks, onset }: RunRecord): boolean {
  if (mode === 'quiet') return true;
  const before = ticks.filter(({ timestamp }) => timestamp < onset);
  const disturbed = before.filter(({ fps }) => fps === undefined || fps < FREE_FPS);
  return disturbed.length <= MOST_DISTURBED * before.length;
}

export interface Recovery {
  readonly what: string;
  readonly healthy: number;
  readonly lost: number;
  readonly final: number;
  /** Share of the loss that was made good, at most 1; negative where it got worse. */
  readonly share: number;
  /** Seconds from onset until at least 80 % were made good; absent where that did not happen. */
  readonly seconds?: number;
}

function level(fault: string, ticks: readonly Tick[]): number {
  const values = ticks.flatMap((tick) => LOSS[fault]?.read(tick) ?? []).sort((a, b) => a - b);
  if (AVERAGED.has(fault)) return values.reduce((sum, value) => sum + value, 0) / values.length;
  return values[values.length >> 1] ?? NaN;
}

function ended(record: RunRecord): readonly Tick[] {
  const last = record.ticks.at(-1)?.timestamp ?? 0;
  return record.ticks.filter(({ timestamp }) => timestamp > last - END_S * 1000);
}

/** The fault at work, before anything was done about it: what a loss is measured by where no run without the loop is. */
function untreated({ ticks, onset, actions }: RunRecord): readonly Tick[] {
  const end = actions.find(({ event }) => event === 'applied')?.timestamp ?? Infinity;
  return ticks.filter(({ timestamp }) => timestamp > onset + BEGIN_MS && timestamp <= end);
}

/** How a run with the loop ended, against the same fault without it. */
export function recoveryOf(record: RunRecord, plain: readonly RunRecord[]): Recovery | undefined {
  const { fault, onset } = record;
  const what = LOSS[fault]?.name;
  if (what === undefined) return undefined;
  const healthy = level(
    fault,
    record.ticks.filter(({ timestamp }) => timestamp < onset),
  );
  const alone = plain.filter((one) => one.fault === fault && one.strength === record.strength);
  // A loss that grows has no level of its own to compare with.
  if (alone.length === 0 && GROWING.has(fault)) return undefined;
  const losses = alone.map((one) => level(fault, ended(one))).sort((a, b) => a - b);
  const lost = losses[losses.length >> 1] ?? level(fault, untreated(record));
  const shareOf = (now: number): number => Math.min(1, (lost - now) / (lost - healthy));
  // Where the fault did no harm to speak of there is nothing to recover.
  if (!(Math.abs(lost - healthy) > LEAST_LOSS * Math.abs(healthy))) return undefined;
  const final = level(fault, ended(record));
  const seconds = recoveredAfter(record, shareOf);
  return { what, healthy, lost, final, share: shareOf(final), ...(seconds === undefined ? {} : { seconds }) };
}

/** Not before the first action: until then a growing loss is small, and that is not a recovery. */
function recoveredAfter(record: RunRecord, shareOf: (now: number) => number): number | undefined {
  const first = record.actions.find(({ event }) => event === 'applied')?.timestamp;
  if (first === undefined) return undefined;
  const after = record.ticks.filter(({ timestamp }) => timestamp >= first);
  for (let i = SEEN; i <= after.length; i++) {
    const seen = after.slice(i - SEEN, i);
    if (shareOf(level(record.fault, seen)) < RECOVERED) continue;
    return ((seen.at(-1)?.timestamp ?? 0) - record.onset) / 1000;
  }
  return undefined;
}
