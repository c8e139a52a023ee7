import type { Anomaly, AnomalyKind, Tick } from '@wasm-vitals/protocol';
import type { Gate } from './gate.js';
import type { Finding } from './rule.js';

/** The anomalies that exports can make up. */
const OF_EXPORTS: ReadonlySet<AnomalyKind> = new Set<AnomalyKind>([
  'execution-slow',
  'execution-ramp',
  'frame-rate-drop',
  'jank',
  'stall',
  'input-latency',
]);
/** Time constants of the running means, in ticks: what is normal, and what is now. */
const SLOW = 1 / 120;
const FAST = 1 / 8;
/** Names that are followed; the least busy one gives way. */
const NAMES = 32;
const SHOWN = 5;
const LEAST_SHARE = 0.05;

interface Load {
  /** Milliseconds of export time per second. */
  normal: number;
  now: number;
  ticks: number;
}

/** Which exports took more time than before: ranked shares of what was added. */
export interface Contributions {
  onTick(tick: Tick, gate: Gate): void;
  rank(finding: Finding): NonNullable<Anomaly['contributors']>;
}

export function createContributions(): Contributions {
  const loads = new Map<string, Load>();

  function makeRoom(): void {
    let least: string | undefined;
    for (const [name, load] of loads) {
      if (least === undefined || load.now < (loads.get(least)?.now ?? 0)) least = name;
    }
    if (least !== undefined) loads.delete(least);
  }

  function update(name: string, time: number): void {
    let load = loads.get(name);
    if (!load) {
      if (loads.size >= NAMES) makeRoom();
      load = { normal: time, now: time, ticks: 0 };
      loads.set(name, load);
    }
    load.ticks++;
    load.now += FAST * (time - load.now);
    load.normal += Math.max(SLOW, 1 / load.ticks) * (time - load.normal);
  }

  return {
    onTick(tick, gate) {
      if (gate.drop || !tick.functions) return;
      for (const name in tick.functions) {
        update(name, ((tick.functions[name]?.[1] ?? 0) * 1000) / gate.interval);
      }
    },
    rank(finding) {
      if (finding.subject !== undefined) return [{ name: finding.subject, share: 1 }];
      if (!OF_EXPORTS.has(finding.kind)) return [];
      const added = [...loads].map(([name, { now, normal }]) => ({ name, added: Math.max(0, now - normal) }));
      const total = added.reduce((sum, entry) => sum + entry.added, 0);
      if (total <= 0) return [];
      return added
        .map((entry) => ({ name: entry.name, share: entry.added / total }))
        .filter(({ share }) => share >= LEAST_SHARE)
        .sort((a, b) => b.share - a.share)
        .slice(0, SHOWN);
    },
  };
}
