import type { Tick } from '@wasm-vitals/protocol';

const FORGET = 1 / 300;
/** Names that are followed; the rest of the calls counts as one. */
const NAMES = 32;
const REST = '';

interface Usual {
  /** Running sums, forgetting at one rate. */
  calls: number;
  time: number;
}

/** Reads the mean time of a call, corrected for which exports were called: another mix is no slow-down. */
export function createCallMix(): (tick: Tick) => number | undefined {
  const usual = new Map<string, Usual>();
  const all: Usual = { calls: 0, time: 0 };

  function learn(entry: Usual, calls: number, time: number): void {
    entry.calls += calls - FORGET * entry.calls;
    entry.time += time - FORGET * entry.time;
  }

  /** What `calls` of an export would usually cost; learns from what they cost now. */
  function expect(name: string, calls: number, time: number, mean: number): number {
    let entry = usual.get(name);
    if (!entry) {
      if (usual.size >= NAMES) return calls * mean;
      entry = { calls: 0, time: 0 };
      usual.set(name, entry);
    }
    const expected = entry.calls > 0 ? (calls * entry.time) / entry.calls : calls * mean;
    learn(entry, calls, time);
    return expected;
  }

  return (tick) => {
    const calls = tick.wasmCalls ?? 0;
    const time = tick.wasmTime ?? 0;
    if (calls <= 0 || time <= 0) return undefined;
    const mean = all.calls > 0 ? all.time / all.calls : time / calls;
    let expected = 0;
    let restCalls = calls;
    let restTime = time;
    for (const name in tick.functions) {
      const entry = tick.functions[name];
      if (!entry || entry[0] <= 0) continue;
      expected += expect(name, entry[0], entry[1], mean);
      restCalls -= entry[0];
      restTime -= entry[1];
    }
    if (restCalls > 0) expected += expect(REST, restCalls, Math.max(0, restTime), mean);
    learn(all, calls, time);
    return expected > 0 ? (time / expected) * mean : time / calls;
  };
}
