import { functionLabel, mean } from '@wasm-vitals/analysis';
import type { Section, Snapshot, Tick, WasmActive } from '@wasm-vitals/protocol';

/** What a collector gave, or undefined where it failed. */
function ok<T extends object>(section: Section<T>): T | undefined {
  return 'error' in section ? undefined : section;
}

function wasmSignals(wasm: WasmActive): Partial<Tick> {
  const { executionStats, memoryUsage, heapSize, allocatorStats, traps, functions } = wasm;
  const fragmentation = allocatorStats?.fragmentationRatio;
  return {
    wasmTime: executionStats.totalTime,
    wasmCalls: executionStats.calls,
    wasmReserved: memoryUsage,
    traps: traps.reduce((sum, { count }) => sum + count, 0),
    functions: Object.fromEntries(
      functions.map((stats) => [functionLabel(stats), [stats.calls, stats.totalTime]]),
    ),
    ...(heapSize === undefined ? {} : { wasmLive: heapSize }),
    ...(fragmentation === undefined ? {} : { fragmentation }),
  };
}

/** A snapshot as a tick of its own length, for detectors that work on ticks. What it doesn't hold is absent. */
export function tickOf(snapshot: Snapshot): Tick {
  const { timestamp, interval, visibility, context } = snapshot;
  const [wasm, memory, rendering] = [ok(snapshot.wasm), ok(snapshot.memory), ok(snapshot.rendering)];
  const [network, interaction] = [ok(snapshot.network), ok(snapshot.interaction)];
  const marks = Object.entries(context.marks ?? {}).map(([key, value]) => `${key}=${value}`);
  const heard = !snapshot.unsupported.includes('rendering.longFrames.count');
  const readings = {
    mark: marks.length > 0 ? marks.join(';') : undefined,
    loading: context.loading,
    headroom: memory?.headroom,
    jsHeapUsed: memory?.jsHeapUsed,
    fps: rendering?.fps,
    frameTimeMax: rendering?.frameTime?.max,
    longFrames: heard ? rendering?.longFrames.length : undefined,
    refreshRate: rendering?.refreshRate,
    requests: network?.requests,
    cacheHits: network?.cacheHits,
    failures: network?.failures,
    latency: network?.latency && mean(network.latency),
    inputLatency: interaction?.latency?.max,
  };
  const present = Object.entries(readings).filter(([, value]) => value !== undefined);
  const execution = wasm?.status === 'active' ? wasmSignals(wasm) : {};
  return { timestamp, interval, visibility, ...execution, ...Object.fromEntries(present) };
}
