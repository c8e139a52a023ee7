import { mean } from '../histogram/histogram.js';
import { functionLabel } from '../wasm/execution-stats.js';
import type { Section, Snapshot, Tick, WasmActive } from '@wasm-vitals/protocol';

const sectionOf = <T extends object>(section: Section<T>): T | undefined =>
  'error' in section ? undefined : section;

/** Keeps the readings that are there. */
function present(readings: { readonly [Key in keyof Tick]?: Tick[Key] | undefined }): Partial<Tick> {
  return Object.fromEntries(Object.entries(readings).filter(([, value]) => value !== undefined));
}

function fromWasm(wasm: WasmActive, seconds: number, before: WasmActive | undefined): Partial<Tick> {
  const { executionStats, allocatorStats, functions, traps } = wasm;
  const allocated = allocatorStats?.totalAllocated;
  const earlier = before?.allocatorStats?.totalAllocated;
  const grown = allocated !== undefined && earlier !== undefined && allocated >= earlier;
  return present({
    wasmCalls: executionStats.calls,
    wasmTime: executionStats.totalTime,
    wasmReserved: wasm.memoryUsage,
    wasmLive: wasm.heapSize,
    fragmentation: allocatorStats?.fragmentationRatio,
    allocationRate: grown ? (allocated - earlier) / seconds : undefined,
    traps: traps.reduce((sum, trap) => sum + trap.count, 0),
    functions: Object.fromEntries(
      functions.slice(0, 8).map((entry) => [functionLabel(entry), [entry.calls, entry.totalTime]]),
    ),
  });
}

const activeWasm = (snapshot: Snapshot | undefined): WasmActive | undefined => {
  const wasm = snapshot && sectionOf(snapshot.wasm);
  return wasm?.status === 'active' ? wasm : undefined;
};

/** The tick that a snapshot stands for, where a recording has no ticks. Detection on five seconds is less precise. */
export function tickFromSnapshot(snapshot: Snapshot, before?: Snapshot): Tick {
  const wasm = activeWasm(snapshot);
  const memory = sectionOf(snapshot.memory);
  const rendering = sectionOf(snapshot.rendering);
  const network = sectionOf(snapshot.network);
  const { marks, loading } = snapshot.context;
  return {
    timestamp: snapshot.timestamp,
    interval: snapshot.interval,
    visibility: snapshot.visibility,
    ...(loading ? { loading } : {}),
    ...(marks ? { mark: JSON.stringify(marks) } : {}),
    ...(wasm ? fromWasm(wasm, snapshot.interval / 1000, activeWasm(before)) : {}),
    ...present({
      headroom: memory?.headroom,
      jsHeapUsed: memory?.jsHeapUsed,
      fps: rendering?.fps,
      frameTimeMax: rendering?.frameTime?.max,
      longFrames: snapshot.unsupported.includes('rendering.longFrames.count')
        ? undefined
        : rendering?.longFrames.length,
      refreshRate: rendering?.refreshRate,
      requests: network?.requests,
      cacheHits: network?.cacheHits,
      failures: network?.failures,
      latency: network?.latency && mean(network.latency),
      inputLatency: sectionOf(snapshot.interaction)?.latency?.max,
    }),
  };
}
