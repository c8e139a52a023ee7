import type { EpochMs, GrowthEvent, MemorySection, Snapshot, Tick, TrapRecord } from '@wasm-vitals/protocol';

/** What was kept of a page that ended without a word: crashed, was killed for its memory, or hung until it was closed. */
export interface PreviousCrash {
  /** Its last sign of life. */
  readonly lastSeen: EpochMs;
  /** What the last readings point to. A crash of the browser itself leaves no other traces than one of the page. */
  readonly suspected: 'out-of-memory' | 'trap' | 'unknown';
  readonly release?: string;
  readonly marks?: Readonly<Record<string, string | number>>;
  /** Readings of the last seconds, oldest first. Only the newest names functions. */
  readonly ticks: readonly Tick[];
  readonly memory?: MemorySection;
  /** The newest events of the last two snapshots. */
  readonly growth: readonly GrowthEvent[];
  readonly traps: readonly TrapRecord[];
}

/** As it lies in the storage. */
export interface KeptRecord extends PreviousCrash {
  readonly version: 1;
  /** A page that lives has written again by then. */
  readonly overdueAt: EpochMs;
}

/** A quarter of a minute of ticks, and a handful of events: about 3 KB. */
const TICKS_KEPT = 15;
const EVENTS_KEPT = 5;
/** A record that grew past this (long names) is not worth the host's quota: it loses what is longest. */
const MOST_CHARACTERS = 16_000;

/** Nearer to a limit than this, the next allocation may have been the last. */
const HEAP_FULL = 0.9;
const HEADROOM_GONE = 0.05;

export interface Seen {
  readonly ticks: readonly Tick[];
  /** Newest last. */
  readonly snapshots: readonly Snapshot[];
  readonly release?: string | undefined;
  readonly overdueAt: EpochMs;
}

/** The record of the present, as text; empty where even the short form is too long. */
export function writeRecord(seen: Seen): string {
  const record = toRecord(seen);
  const texts = [record, { ...record, growth: [], traps: [], ticks: record.ticks.slice(-1).map(nameless) }];
  return texts.map((each) => JSON.stringify(each)).find((text) => text.length <= MOST_CHARACTERS) ?? '';
}

function toRecord({ ticks, snapshots, release, overdueAt }: Seen): KeptRecord {
  const kept = ticks.slice(-TICKS_KEPT);
  const newest = snapshots.at(-1);
  const active = snapshots.slice(-2).flatMap(({ wasm }) => ('modules' in wasm ? wasm : []));
  const traps = active.flatMap((wasm) => wasm.traps).slice(-EVENTS_KEPT);
  const memory = newest && !('error' in newest.memory) ? newest.memory : undefined;
  return {
    version: 1,
    overdueAt,
    lastSeen: Math.max(kept.at(-1)?.timestamp ?? 0, newest?.timestamp ?? 0),
    suspected: suspect(kept, traps, memory),
    ticks: kept.map((tick, i) => (i === kept.length - 1 ? tick : nameless(tick))),
    growth: active.flatMap((wasm) => wasm.growth).slice(-EVENTS_KEPT),
    traps,
    ...(release === undefined ? {} : { release }),
    ...(newest?.context.marks ? { marks: newest.context.marks } : {}),
    ...(memory ? { memory } : {}),
  };
}

function nameless({ functions, mark, ...tick }: Tick): Tick {
  void functions;
  void mark;
  return tick;
}

function suspect(
  ticks: readonly Tick[],
  traps: readonly TrapRecord[],
  memory: MemorySection = {},
): PreviousCrash['suspected'] {
  const { headroom, wasmReserved = 0, jsHeapUsed = memory.jsHeapUsed } = ticks.at(-1) ?? {};
  const { jsHeapLimit } = memory;
  const linearFull = headroom !== undefined && headroom < HEADROOM_GONE * (wasmReserved + headroom);
  const heapFull =
    jsHeapUsed !== undefined && jsHeapLimit !== undefined && jsHeapUsed > HEAP_FULL * jsHeapLimit;
  if (linearFull || heapFull) return 'out-of-memory';
  return traps.length > 0 || ticks.some((tick) => (tick.traps ?? 0) > 0) ? 'trap' : 'unknown';
}

/** Reads a record; undefined for what is none. The storage is the origin's: anybody on the page may have written there. */
export function readRecord(text: string): KeptRecord | undefined {
  try {
    const record = JSON.parse(text) as Partial<KeptRecord> | null;
    const whole =
      record?.version === 1 &&
      [record.overdueAt, record.lastSeen].every(Number.isFinite) &&
      [record.ticks, record.growth, record.traps].every(Array.isArray);
    return whole ? (record as KeptRecord) : undefined;
  } catch {
    return undefined;
  }
}
