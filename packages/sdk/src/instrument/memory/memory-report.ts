import {
  WASM_PAGE_BYTES,
  type AllocatorStats,
  type Bytes,
  type GrowthEvent,
  type MemoryInfo,
  type TrapRecord,
} from '@wasm-vitals/protocol';
import type { KnownAllocators } from '../allocators/known-allocators.js';
import type { AllocatorReading } from '../allocator.js';
import type { SharedMemory } from '../instrumentation.js';
import type { ModuleRecord } from '../module/module-record.js';
import type { Memories, MemoryTracker } from './memory-tracker.js';

/** Sums over all memories and allocators, as both readings show them. */
export interface MemoryReport {
  read(): {
    memoryUsage: Bytes;
    heapSize?: Bytes;
    allocatorStats?: AllocatorStats;
    allocatorSource?: string;
    headroom?: Bytes;
  };
  readTick(): {
    reserved?: Bytes;
    live?: Bytes;
    totalAllocated?: Bytes;
    fragmentation?: number;
    headroom?: Bytes;
  };
  /** The memories of one module. */
  of(record: ModuleRecord): readonly MemoryInfo[];
  takeGrowth(): readonly GrowthEvent[];
  /** Sizes now; no allocator is asked, and so live bytes are as last read. */
  glance(): NonNullable<TrapRecord['memory']>;
  shared(): readonly SharedMemory[];
}

export interface MemoryReportDeps {
  readonly memories: Memories;
  readonly allocators: Pick<KnownAllocators, 'read' | 'nameOf'>;
  /** Finds a declared maximum, in pages. */
  readonly probeMaximum: (memory: WebAssembly.Memory) => number | undefined;
  /** The export that runs now, where it is known. */
  readonly during: () => string | undefined;
}

export function createMemoryReport({
  memories,
  allocators,
  probeMaximum,
  during,
}: MemoryReportDeps): MemoryReport {
  let live: Bytes | undefined;

  const read = ({ memory, record }: MemoryTracker): AllocatorReading | undefined =>
    allocators.read(memory, record.trapped);

  function look(): ReturnType<MemoryReport['read']> {
    const trackers = memories.poll(during());
    const heaps = trackers.flatMap((tracker) => {
      const reading = read(tracker);
      return reading ? { ...reading, source: allocators.nameOf(tracker.memory) } : [];
    });
    const sizes = heaps.flatMap((heap) => heap.heapSize ?? []);
    const stats = heaps.flatMap((heap) => heap.stats ?? []);
    const sources = heaps.flatMap(({ heapSize, stats: any, source }) =>
      heapSize === undefined && !any ? [] : (source ?? []),
    );
    const rooms = trackers.flatMap((tracker) => headroom(tracker) ?? []);
    live = sizes.length > 0 ? sum(sizes) : undefined;
    return {
      memoryUsage: sum(trackers.map((tracker) => tracker.bytes)),
      ...(live === undefined ? {} : { heapSize: live }),
      ...(stats.length > 0 ? { allocatorStats: sumStats(stats) } : {}),
      ...(sources.length > 0 ? { allocatorSource: [...new Set(sources)].sort().join(', ') } : {}),
      ...(rooms.length > 0 ? { headroom: Math.min(...rooms) } : {}),
    };
  }

  function maximumOf(tracker: MemoryTracker): number | undefined {
    if (!tracker.probed) {
      tracker.probed = true;
      const found = tracker.maximum ?? probeMaximum(tracker.memory);
      if (found !== undefined) tracker.maximum = found;
    }
    return tracker.maximum;
  }

  function headroom(tracker: MemoryTracker): Bytes | undefined {
    const maximum = maximumOf(tracker);
    return maximum === undefined ? undefined : maximum * WASM_PAGE_BYTES - tracker.bytes;
  }

  const ids = new WeakMap<MemoryTracker, string>();
  /** No two realms have an id in common: page and workers are told apart until it is known what they share. */
  function idOf(tracker: MemoryTracker): string {
    let id = ids.get(tracker);
    if (id === undefined) ids.set(tracker, (id = `shared-${Math.random().toString(36).slice(2)}`));
    return id;
  }

  function memoryInfo(tracker: MemoryTracker): MemoryInfo {
    const maximum = maximumOf(tracker);
    const { heapSize, heapAtMost } = read(tracker) ?? {};
    const allocator = allocators.nameOf(tracker.memory);
    return {
      name: tracker.name,
      reserved: tracker.bytes,
      shared: tracker.shared,
      initial: tracker.initial ?? tracker.firstPages,
      ...(tracker.shared ? { id: idOf(tracker) } : {}),
      ...(maximum === undefined ? {} : { maximum }),
      ...(heapSize === undefined ? {} : { live: heapSize }),
      ...(heapAtMost === undefined ? {} : { liveAtMost: heapAtMost }),
      ...(allocator === undefined ? {} : { allocator }),
    };
  }

  return {
    read: look,
    readTick() {
      const { memoryUsage, heapSize, allocatorStats, headroom: room } = look();
      const fragmentation = allocatorStats?.fragmentationRatio;
      return {
        ...(memoryUsage > 0 ? { reserved: memoryUsage } : {}),
        ...(heapSize === undefined ? {} : { live: heapSize }),
        ...(allocatorStats ? { totalAllocated: allocatorStats.totalAllocated } : {}),
        ...(fragmentation === undefined ? {} : { fragmentation }),
        ...(room === undefined ? {} : { headroom: room }),
      };
    },
    of(record) {
      return memories
        .poll()
        .filter((tracker) => tracker.record === record)
        .map(memoryInfo);
    },
    takeGrowth: () => memories.takeGrowth(),
    glance() {
      const trackers = memories.poll(during());
      const rooms = trackers.flatMap(({ maximum, bytes }) =>
        maximum === undefined ? [] : maximum * WASM_PAGE_BYTES - bytes,
      );
      return {
        reserved: sum(trackers.map(({ bytes }) => bytes)),
        ...(live === undefined ? {} : { live }),
        ...(rooms.length > 0 ? { headroom: Math.min(...rooms) } : {}),
      };
    },
    shared: () =>
      memories
        .poll()
        .filter((tracker) => tracker.shared)
        .map((tracker) => ({
          id: idOf(tracker),
          buffer: tracker.memory.buffer as unknown as SharedArrayBuffer,
        })),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function sumStats(all: readonly AllocatorStats[]): AllocatorStats {
  const ratios = all.flatMap((stats) => stats.fragmentationRatio ?? []);
  return {
    totalAllocated: sum(all.map((stats) => stats.totalAllocated)),
    totalDeallocated: sum(all.map((stats) => stats.totalDeallocated)),
    currentAllocations: sum(all.map((stats) => stats.currentAllocations)),
    peakMemoryUsage: sum(all.map((stats) => stats.peakMemoryUsage)),
    ...(ratios.length > 0 ? { fragmentationRatio: Math.max(...ratios) } : {}),
  };
}
