import type { FunctionStats, ModuleInfo } from '@wasm-vitals/protocol';
import { mergeHistograms } from '@wasm-vitals/analysis';
import type { WasmReading, WasmTickReading } from './instrumentation.js';
import type { MemoryReport } from './memory/memory-report.js';
import type { Clock } from './meter/clock.js';
import { takeWindow, type FunctionState } from './meter/function-state.js';
import type { Meter, TopTime } from './meter/meter.js';
import type { LastCalls } from './trap/last-calls.js';
import type { Traps } from './trap/traps.js';

export interface ReadingDeps {
  readonly clock: Clock;
  readonly meter: Meter;
  readonly traps: Traps;
  readonly states: () => Iterable<FunctionState>;
  readonly memory: MemoryReport;
  readonly modules: () => readonly ModuleInfo[];
  readonly lastCalls: Pick<LastCalls, 'endTick'>;
}

/** Functions named in a tick. */
const HOTTEST = 10;

/** Reads and resets the interval. */
export function takeReading({ clock, meter, traps, states, memory, modules }: ReadingDeps): WasmReading {
  const functions: FunctionStats[] = [];
  const intoWasm = { calls: 0, errors: 0, inclusive: 0, longest: 0 };
  for (const state of states()) {
    const stats = takeFunction(state, clock);
    if (!stats) continue;
    functions.push(stats);
    if (!state.entry) continue;
    intoWasm.calls += stats.calls;
    intoWasm.errors += stats.errors;
    intoWasm.inclusive += stats.totalTime;
    intoWasm.longest = Math.max(intoWasm.longest, stats.totalTime);
  }
  functions.sort((a, b) => b.totalTime - a.totalTime);
  const entries = functions.filter((stats) => stats.kind === 'export' || stats.kind === 'table');
  const histogram = mergeHistograms(entries.flatMap((stats) => stats.histogram ?? []));
  return {
    calls: intoWasm.calls,
    errors: intoWasm.errors,
    totalTime: topTime(meter.takeTop(), intoWasm.inclusive, intoWasm.longest),
    histogram,
    functions,
    modules: modules(),
    ...memory.read(),
    growth: memory.takeGrowth(),
    traps: traps.take(),
  };
}

function takeFunction(state: FunctionState, clock: Clock): FunctionStats | undefined {
  const { calls, timed, sum, time: totalTime } = takeWindow(state, state.interval, clock.resolution);
  const { errors, selfTime } = state;
  if (calls === 0 && errors === 0 && timed === 0) return undefined;
  const self = timed === 0 ? undefined : sum > 0 ? (selfTime / sum) * totalTime : totalTime;
  const module = state.moduleId?.();
  const stats: FunctionStats = {
    name: state.name,
    kind: state.kind,
    calls,
    totalTime,
    errors,
    samplingRate: calls > 0 ? Math.min(1, timed / calls) : 1,
    ...(module === undefined ? {} : { module }),
    ...(self === undefined ? {} : { selfTime: Math.min(totalTime, Math.max(0, self)) }),
    ...(state.histogram && timed > 0
      ? { histogram: state.histogram.take(clock.resolution || undefined) }
      : {}),
    ...(state.memoryDeltas > 0 ? { memoryDelta: state.memoryDelta } : {}),
  };
  state.errors = 0;
  state.selfTime = 0;
  state.memoryDelta = 0;
  state.memoryDeltas = 0;
  return stats;
}

/** Reads and resets the tick. */
export function takeTickReading(deps: ReadingDeps): WasmTickReading {
  const { clock, meter, traps, states, memory, lastCalls } = deps;
  const byName = new Map<string, [calls: number, time: number]>();
  const called: { name: string; calls: number }[] = [];
  let calls = 0;
  let inclusive = 0;
  let longest = 0;
  for (const state of states()) {
    const { calls: here, timed, time } = takeWindow(state, state.tick, clock.resolution);
    if (here === 0) continue;
    meter.sampling.endTick(state, here, timed);
    if (state.entry) {
      calls += here;
      inclusive += time;
      longest = Math.max(longest, time);
      called.push({ name: state.name, calls: here });
    }
    const named = byName.get(state.name);
    byName.set(state.name, named ? [named[0] + here, named[1] + time] : [here, time]);
  }
  meter.sampling.balance(clock.now());
  // exports of several modules may have one name: minified ones mostly do
  const hottest = [...byName].sort(([, a], [, b]) => b[1] - a[1]).slice(0, HOTTEST);
  lastCalls.endTick(called);
  return {
    calls,
    totalTime: topTime(meter.takeTickTop(), inclusive, longest),
    traps: traps.takeTickCount(),
    ...memory.readTick(),
    functions: Object.fromEntries(hottest),
  };
}

/**
 * Time of the outermost calls: the functions' inclusive times, times the share of them that was outermost in what was
 * timed. Never less than the longest function's, nor more than the sum.
 */
function topTime({ top, inclusive }: TopTime, estimated: number, longest: number): number {
  if (inclusive <= 0) return estimated;
  return Math.min(estimated, Math.max(longest, (top / inclusive) * estimated));
}
