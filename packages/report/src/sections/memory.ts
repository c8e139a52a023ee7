import { readMetric } from '@wasm-vitals/analysis';
import {
  WASM_PAGE_BYTES,
  type GrowthEvent,
  type GrowthSummary,
  type MemoryReport,
  type Snapshot,
} from '@wasm-vitals/protocol';
import { seriesOf, type Series } from '../generate/series.js';
import { compact, growthOf, spreadOf } from './distribution.js';
import { memoryOf, present, wasmOf } from './sections-of.js';

const FEWEST_READINGS = 6;

/**
 * Bytes that the allocators handed out per second, at each snapshot. A total that fell (a new instance, or a 32-bit
 * counter that wrapped) gives no reading.
 */
export function allocationRate(snapshots: readonly Snapshot[]): Series {
  let before: { total: number; time: number } | undefined;
  return seriesOf(snapshots, (snapshot) => {
    const total = wasmOf(snapshot)?.allocatorStats?.totalAllocated;
    if (total === undefined) return undefined;
    const last = before;
    before = { total, time: snapshot.timestamp };
    if (!last || total < last.total || snapshot.timestamp <= last.time) return undefined;
    return ((total - last.total) / (snapshot.timestamp - last.time)) * 1_000;
  });
}

/** Growth events by module, memory and running export, greatest first. */
export function summariseGrowth(events: readonly GrowthEvent[]): readonly GrowthSummary[] {
  const sums = new Map<string, GrowthSummary>();
  for (const event of events) {
    const key = JSON.stringify([event.module, event.memory, event.during]);
    const known = sums.get(key);
    const time =
      event.duration === undefined ? known?.time : (known?.time ?? 0) + Math.max(0, event.duration);
    sums.set(
      key,
      compact<GrowthSummary>({
        module: event.module,
        memory: event.memory,
        during: event.during,
        events: (known?.events ?? 0) + 1,
        bytes: (known?.bytes ?? 0) + Math.max(0, event.pagesAfter - event.pagesBefore) * WASM_PAGE_BYTES,
        time,
      }),
    );
  }
  return [...sums.values()].sort((a, b) => b.bytes - a.bytes);
}

/** Reserved linear memory: from the WASM section, or from the memory section where only that one has it. */
export const reservedBytes = (snapshot: Snapshot): number | undefined =>
  readMetric(snapshot, 'wasm.memoryUsage') ?? memoryOf(snapshot)?.wasmReserved;

export const liveBytes = (snapshot: Snapshot): number | undefined =>
  readMetric(snapshot, 'wasm.heapSize') ?? memoryOf(snapshot)?.wasmLive;

export function memoryReport(snapshots: readonly Snapshot[]): MemoryReport {
  const reserved = seriesOf(snapshots, reservedBytes).values;
  const live = seriesOf(snapshots, liveBytes).values;
  const jsHeap = seriesOf(snapshots, (snapshot) => memoryOf(snapshot)?.jsHeapUsed).values;
  const readings = Math.max(reserved.length, live.length, jsHeap.length);
  const newest = present(snapshots, memoryOf).at(-1);
  const lastLive = live.at(-1);
  const lastReserved = reserved.at(-1);
  const note = `Only ${readings} readings of memory; ${FEWEST_READINGS} are needed to judge growth.`;
  return compact<MemoryReport>({
    data: readings >= FEWEST_READINGS ? 'enough' : readings > 0 ? 'little' : 'none',
    note:
      readings === 0
        ? 'No memory was measured in this period.'
        : readings < FEWEST_READINGS
          ? note
          : undefined,
    reserved: growthOf(reserved),
    live: growthOf(live),
    jsHeap: growthOf(jsHeap),
    efficiency: lastLive !== undefined && lastReserved ? Math.min(1, lastLive / lastReserved) : undefined,
    fragmentation: present(snapshots, wasmOf).at(-1)?.allocatorStats?.fragmentationRatio,
    headroom: newest?.headroom,
    timeToLimit: newest?.timeToLimit,
    allocationRate: spreadOf(allocationRate(snapshots).values),
    growth: summariseGrowth(present(snapshots, wasmOf).flatMap((section) => section.growth)),
  });
}
