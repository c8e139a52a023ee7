import {
  WASM_PAGE_BYTES,
  type AllocatorStats,
  type Bytes,
  type GrowthEvent,
  type MemoryInfo,
} from '@wasm-vitals/protocol';
import type { AllocatorReader } from '../allocator.js';
import type { ModuleRecord } from '../module/module-record.js';
import type { Memories, MemoryTracker } from './memory-tracker.js';

/** Sums over all memories and allocators, as both readings show them. */
export interface MemoryReport {
  read(): {
    memoryUsage: Bytes;
    heapSize?: Bytes;
    allocatorStats?: AllocatorStats;
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
}

export interface MemoryReportDeps {
  readonly memories: Memories;
  /** The allocator that lives in a memory, where one is known. */
  readonly allocatorOf: (memory: WebAssembly.Memory) => AllocatorReader | undefined;
  /** Finds a declared maximum, in pages. */
  readonly probeMaximum: (memory: WebAssembly.Memory) => number | undefined;
  /** The export that runs now, where it is known. */
  readonly during: () => string | undefined;
}

export function createMemoryReport({
  memories,
  allocatorOf,
  probeMaximum,
  during,
}: MemoryReportDeps): MemoryReport {
  function look(): ReturnType<MemoryReport['read']> {
    const trackers = memories.poll(during());
    const heaps = trackers.flatMap((tracker) => allocatorOf(tracker.memory)?.read() ?? []);
    const sizes = heaps.flatMap((heap) => heap.heapSize ?? []);
    const stats = heaps.flatMap((heap) => heap.stats ?? []);
    const rooms = trackers.flatMap((tracker) => headroom(tracker) ?? []);
    return {
      memoryUsage: sum(trackers.map((tracker) => tracker.bytes)),
      ...(sizes.length > 0 ? { heapSize: sum(sizes) } : {}),
      ...(stats.length > 0 ? { allocatorStats: sumStats(stats) } : {}),
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

  function memoryInfo(tracker: MemoryTracker): MemoryInfo {
    const maximum = maximumOf(tracker);
    const live = allocatorOf(tracker.memory)?.read()?.heapSize;
    return {
      name: tracker.name,
      reserved: tracker.bytes,
      shared: tracker.shared,
      initial: tracker.initial ?? tracker.firstPages,
      ...(maximum === undefined ? {} : { maximum }),
      ...(live === undefined ? {} : { live }),
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
