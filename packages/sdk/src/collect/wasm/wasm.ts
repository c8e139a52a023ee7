import { countByName, executionStats } from '@wasm-vitals/analysis';
import type { GrowthEvent, Tick, WasmActive, WasmSection } from '@wasm-vitals/protocol';
import type { Instrumentation, WasmReading } from '../../instrument/instrumentation.js';
import type { Collector } from '../collector.js';
import { createAllocationRate } from './allocation-rate.js';

export type WasmSignals = Pick<
  Tick,
  | 'wasmTime'
  | 'wasmCalls'
  | 'wasmReserved'
  | 'wasmLive'
  | 'allocationRate'
  | 'fragmentation'
  | 'headroom'
  | 'traps'
  | 'functions'
>;

/** What the memory collector needs to know of linear memory. */
export interface WasmFootprint {
  readonly reserved?: number;
  readonly live?: number;
  readonly headroom?: number;
}

export interface WasmSource extends Collector<WasmSection, WasmSignals> {
  /** The newest sizes, from the last tick or snapshot. */
  footprint(): WasmFootprint;
  /** Growth events of the last two snapshots: a long frame may reach from one interval into the next. */
  growth(): readonly GrowthEvent[];
}

/** Summarises what the instrumentation measured. */
export function createWasmCollector(
  instrumentation: Pick<Instrumentation, 'active' | 'take' | 'takeTick'>,
): WasmSource {
  let footprint: WasmFootprint = {};
  let sawAllocator = false;
  let growth: readonly (readonly GrowthEvent[])[] = [];
  const allocationRate = createAllocationRate();

  return {
    name: 'wasm',
    start: () => undefined, // the instrumentation listens from its own start on, before the page's first module
    collect() {
      if (!instrumentation.active) return { status: 'not_initialized' };
      const reading = instrumentation.take();
      const { memoryUsage: reserved, heapSize: live, headroom } = reading;
      growth = [growth.at(-1) ?? [], reading.growth];
      sawAllocator ||= reading.allocatorStats !== undefined;
      footprint = {
        reserved,
        ...(live === undefined ? {} : { live }),
        ...(headroom === undefined ? {} : { headroom }),
      };
      return summarise(reading);
    },
    tick(interval) {
      if (!instrumentation.active) return {};
      const reading = instrumentation.takeTick();
      const { reserved, live, headroom, totalAllocated, fragmentation } = reading;
      const rate = totalAllocated === undefined ? undefined : allocationRate(totalAllocated, interval);
      footprint = {
        ...(reserved === undefined ? {} : { reserved }),
        ...(live === undefined ? {} : { live }),
        ...(headroom === undefined ? {} : { headroom }),
      };
      return {
        wasmTime: reading.totalTime,
        wasmCalls: reading.calls,
        traps: reading.traps,
        functions: reading.functions,
        ...(reserved === undefined ? {} : { wasmReserved: reserved }),
        ...(live === undefined ? {} : { wasmLive: live }),
        ...(headroom === undefined ? {} : { headroom }),
        ...(fragmentation === undefined ? {} : { fragmentation }),
        ...(rate === undefined ? {} : { allocationRate: rate }),
      };
    },
    footprint: () => footprint,
    growth: () => growth.flat(),
    unsupported() {
      if (!instrumentation.active || sawAllocator) return [];
      return ALLOCATOR_METRICS;
    },
    stop: () => undefined,
  };
}

/** They need a module whose allocator can be read; whether one can is known once a module runs. */
const ALLOCATOR_METRICS = [
  'wasm.allocatorStats.currentAllocations',
  'wasm.allocatorStats.fragmentationRatio',
  'wasm.allocatorStats.peakMemoryUsage',
  'wasm.allocatorStats.totalAllocated',
  'wasm.heapSize',
] as const;

function summarise(reading: WasmReading): WasmActive {
  const { calls, totalTime, errors, histogram, functions, heapSize, allocatorStats } = reading;
  const { allocatorSource } = reading;
  return {
    status: 'active',
    memoryUsage: reading.memoryUsage,
    ...(heapSize === undefined ? {} : { heapSize }),
    executionStats: executionStats({ calls, totalTime, errors }, histogram),
    functionCallCounts: countByName(functions),
    functions,
    ...(allocatorStats === undefined ? {} : { allocatorStats }),
    ...(allocatorSource === undefined ? {} : { allocatorSource }),
    modules: reading.modules,
    growth: reading.growth,
    traps: reading.traps,
  };
}
