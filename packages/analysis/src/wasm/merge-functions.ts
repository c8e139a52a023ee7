import type { FunctionStats } from '@wasm-vitals/protocol';
import { mergeHistograms } from '../histogram/histogram.js';

const optionalSum = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : a + (b ?? 0);

function add(a: FunctionStats, b: FunctionStats): FunctionStats {
  const calls = a.calls + b.calls;
  const timed = a.calls * a.samplingRate + b.calls * b.samplingRate;
  const histograms = [a, b].flatMap(({ histogram }) => histogram ?? []);
  const selfTime = optionalSum(a.selfTime, b.selfTime);
  const memoryDelta = optionalSum(a.memoryDelta, b.memoryDelta);
  return {
    ...a,
    calls,
    totalTime: a.totalTime + b.totalTime,
    errors: a.errors + b.errors,
    samplingRate: calls > 0 ? Math.min(1, timed / calls) : 1,
    ...(selfTime === undefined ? {} : { selfTime }),
    ...(memoryDelta === undefined ? {} : { memoryDelta }),
    ...(histograms.length > 0 ? { histogram: mergeHistograms(histograms) } : {}),
  };
}

/** Adds up what is the same function in the same place (page, or workers of one name); greatest total time first. */
export function mergeFunctions(all: readonly FunctionStats[]): readonly FunctionStats[] {
  const merged = new Map<string, FunctionStats>();
  for (const stats of all) {
    const key = JSON.stringify([stats.kind, stats.module, stats.name, stats.worker]);
    const known = merged.get(key);
    merged.set(key, known ? add(known, stats) : stats);
  }
  return [...merged.values()].sort((a, b) => b.totalTime - a.totalTime);
}
