import { WASM_PAGE_BYTES, type GrowthEvent } from '@wasm-vitals/protocol';
import type { ModuleRecord } from '../module/module-record.js';

/** Watches one linear memory. Kept alive by the memory itself and by the wrappers of its instance, never by us. */
export interface MemoryTracker {
  readonly memory: WebAssembly.Memory;
  readonly record: ModuleRecord;
  readonly name: string;
  /** The buffer as last seen: growth detaches it, and its length is then 0. A test of 4 ns. */
  buffer: ArrayBufferLike;
  bytes: number;
  /** Size at first sight, in pages. */
  readonly firstPages: number;
  /** As declared, where the declaration was seen. */
  initial?: number;
  maximum?: number;
  /** The declared maximum was looked for. */
  probed: boolean;
  readonly shared: boolean;
  /** Known to `poll`. */
  listed: boolean;
}

export type GrowthDetails = Pick<GrowthEvent, 'during' | 'host' | 'duration'>;

export interface Memories {
  /** The tracker of a memory; made at first sight. */
  track(memory: WebAssembly.Memory, record: ModuleRecord, name: string): MemoryTracker;
  find(memory: WebAssembly.Memory): MemoryTracker | undefined;
  /** Makes the memory known to `poll`, where it is not yet. */
  list(tracker: MemoryTracker): void;
  /** Cheap look before and after a sampled call; `during` names the export that ran between the two. */
  check(tracker: MemoryTracker, during?: string): void;
  /** Looks at all memories that are still alive. Shared ones don't detach: only this sees them grow. */
  poll(during?: string): readonly MemoryTracker[];
  noteGrowth(tracker: MemoryTracker, details: GrowthDetails): void;
  /** Growth since the last call. */
  takeGrowth(): readonly GrowthEvent[];
}

/** Growth events kept between two reads: a page that grows by single pages must not fill our memory. */
const MAX_EVENTS = 200;
/**
 * Weak references made in one turn of the event loop. Making one keeps its target alive until the turn ends: a page that
 * makes a thousand instances in one go would run out of address space, where the engine alone collects in between.
 */
const MAX_LISTED_PER_TURN = 16;

export function createMemories(epochNow: () => number): Memories {
  const trackers = new WeakMap<WebAssembly.Memory, MemoryTracker>();
  let alive: WeakRef<MemoryTracker>[] = [];
  let events: GrowthEvent[] = [];
  let listedThisTurn = 0;

  function list(tracker: MemoryTracker): void {
    if (tracker.listed || listedThisTurn >= MAX_LISTED_PER_TURN) return;
    if (listedThisTurn === 0) {
      queueMicrotask(() => {
        listedThisTurn = 0;
      });
    }
    listedThisTurn += 1;
    tracker.listed = true;
    alive.push(new WeakRef(tracker));
  }

  function note(tracker: MemoryTracker, details: GrowthDetails): void {
    const buffer = tracker.memory.buffer;
    const before = tracker.bytes;
    tracker.buffer = buffer;
    tracker.bytes = buffer.byteLength;
    if (tracker.bytes <= before || events.length >= MAX_EVENTS) return;
    events.push({
      timestamp: epochNow(),
      module: tracker.record.id,
      memory: tracker.name,
      pagesBefore: before / WASM_PAGE_BYTES,
      pagesAfter: tracker.bytes / WASM_PAGE_BYTES,
      ...details,
    });
  }

  return {
    track(memory, record, name) {
      const known = trackers.get(memory);
      if (known) return known;
      const buffer = memory.buffer;
      const tracker: MemoryTracker = {
        memory,
        record,
        name,
        buffer,
        bytes: buffer.byteLength,
        firstPages: buffer.byteLength / WASM_PAGE_BYTES,
        probed: false,
        listed: false,
        shared: typeof SharedArrayBuffer !== 'undefined' && buffer instanceof SharedArrayBuffer,
      };
      trackers.set(memory, tracker);
      list(tracker);
      return tracker;
    },
    list,
    find: (memory) => trackers.get(memory),
    check(tracker, during) {
      if (tracker.buffer.byteLength === 0) note(tracker, during === undefined ? {} : { during });
    },
    poll(during) {
      const found: MemoryTracker[] = [];
      alive = alive.filter((ref) => {
        const tracker = ref.deref();
        if (!tracker) return false;
        if (tracker.memory.buffer.byteLength !== tracker.bytes) {
          note(tracker, during === undefined ? {} : { during });
        }
        found.push(tracker);
        return true;
      });
      return found;
    },
    noteGrowth: note,
    takeGrowth() {
      const taken = events;
      events = [];
      return taken;
    },
  };
}
