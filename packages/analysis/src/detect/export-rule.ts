import type { Tick } from '@wasm-vitals/protocol';
import type { Gate } from './gate.js';
import { createLevelRule } from './level-rule.js';
import { EXECUTION_WINDOWS } from './level-spec.js';
import type { Rule } from './rule.js';

/** So many of the hottest exports have a rule of their own: each costs about a microsecond a tick. */
const EXPORTS = 6;
/** An export is hot from this share of the time in WebAssembly on. */
const HOT = 0.05;
/** An export that was not called for so many ticks gives its place to another. */
const COLD_TICKS = 120;

interface Watched {
  readonly name: string;
  readonly rule: Rule;
  share: number;
  missing: number;
  active: boolean;
}

const read = (name: string) => (tick: Tick) => {
  const entry = tick.functions?.[name];
  return entry && entry[0] > 0 && entry[1] > 0 ? entry[1] / entry[0] : undefined;
};

function watch(name: string, effect: number): Watched {
  const rule = createLevelRule({
    kind: 'execution-slow',
    metric: 'wasm.executionStats.avgExecutionTime',
    label: 'Mean call time',
    subject: name,
    read: read(name),
    adverse: 1,
    effect,
    floor: 0.08,
    followsWork: 'frame',
    windows: EXECUTION_WINDOWS,
  });
  return { name, rule, share: 0, missing: 0, active: false };
}

/** One export that became slow hides in the mean over all: the hottest ones are judged each by itself. */
export function createExportRule(effect: number): Rule {
  let watched: Watched[] = [];
  let worst: Watched | undefined;

  function admit(tick: Tick, total: number): void {
    for (const name in tick.functions) {
      const time = tick.functions[name]?.[1] ?? 0;
      if (time < HOT * total || watched.some((entry) => entry.name === name)) continue;
      if (watched.length >= EXPORTS) watched = watched.filter((entry) => entry.missing < COLD_TICKS);
      if (watched.length >= EXPORTS) return;
      watched.push(watch(name, effect));
    }
  }

  /** Slower, and by enough of the whole to matter. */
  function matters(entry: Watched): boolean {
    const { ratio = 1 } = entry.rule.describe();
    return entry.share * (1 - 1 / ratio) >= HOT;
  }

  function stepAll(tick: Tick, gate: Gate, total: number): void {
    worst = undefined;
    for (const entry of watched) {
      const time = tick.functions?.[entry.name]?.[1];
      entry.missing = time === undefined ? entry.missing + 1 : 0;
      if (total > 0) entry.share += 0.1 * ((time ?? 0) / total - entry.share);
      const on = entry.rule.step(tick, gate);
      entry.active = on && (entry.active || matters(entry));
      if (entry.active && (!worst || entry.share > worst.share)) worst = entry;
    }
  }

  return {
    step(tick, gate) {
      const total = tick.wasmTime ?? 0;
      if (!gate.drop && total > 0 && tick.functions) admit(tick, total);
      stepAll(tick, gate, total);
      return worst !== undefined;
    },
    worsened: () => worst?.rule.worsened?.() ?? false,
    describe() {
      if (!worst) throw new Error('no export is off its level');
      return worst.rule.describe();
    },
    baseline: () => undefined,
  };
}
