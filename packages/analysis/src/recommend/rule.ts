import type {
  Alert,
  CollectorError,
  MemorySection,
  NetworkSection,
  RecommendationCategory,
  RenderingSection,
  Snapshot,
  WasmActive,
} from '@wasm-vitals/protocol';
import { mainThreadTime } from '../wasm/execution-stats.js';
import type { ActionKind } from './action.js';
import type { Cause } from './cause.js';

/** What a rule sees: the alert with its cause, and the newest snapshot's sections where they could be read. */
export interface Evidence {
  readonly cause: Cause;
  readonly alert: Alert;
  readonly wasm: WasmActive | undefined;
  readonly memory: MemorySection | undefined;
  readonly rendering: RenderingSection | undefined;
  readonly network: NetworkSection | undefined;
  /** Share of the last interval that the main thread spent inside WebAssembly. */
  readonly wasmShare: number | undefined;
}

/** One recommendation that could be made. To teach the advisor something is to add a row in `rules/`. */
export interface Rule {
  /** Unique; also the action's name where it is a manual step. */
  readonly id: string;
  readonly category: RecommendationCategory;
  /** The registered kind of action that carries it out; absent for what only a person can do. */
  readonly needs?: ActionKind;
  /** True where it is worth saying although the host registered no such action: somebody can do it by hand. */
  readonly advice: boolean;
  /** Causes that it answers, each with the share of the loss that one step usually regains, 0 to 1. */
  readonly answers: Readonly<Partial<Record<Cause, number>>>;
  /** Precondition: false where the evidence says that this can't help or is done already. */
  readonly when?: (evidence: Evidence) => boolean;
  /** How well the evidence fits: 1 as usual, more where it points here, less where it points elsewhere. */
  readonly fit?: (evidence: Evidence) => number;
  readonly title: (evidence: Evidence) => string;
  readonly description: string;
  /** Why it should help, from the evidence. Follows the sentence that says what was seen. */
  readonly why: (evidence: Evidence) => string;
  /** How to take it back where the action is reversible. */
  readonly undo?: string;
}

function section<T extends object>(value: T | undefined): Exclude<T, CollectorError> | undefined {
  return value === undefined || 'error' in value ? undefined : (value as Exclude<T, CollectorError>);
}

/** Puts the readable sections of a snapshot beside an alert. */
export function evidenceFor(alert: Alert, cause: Cause, snapshot: Snapshot | undefined): Evidence {
  const wasm = section(snapshot?.wasm);
  const active = wasm?.status === 'active' ? wasm : undefined;
  const interval = snapshot?.interval ?? 0;
  return {
    cause,
    alert,
    wasm: active,
    memory: section(snapshot?.memory),
    rendering: section(snapshot?.rendering),
    network: section(snapshot?.network),
    wasmShare: active && interval > 0 ? mainThreadTime(active) / interval : undefined,
  };
}

/** The greatest contributor of the alert's cause, where it explains at least `share` of the change. */
export function mainContributor(evidence: Evidence, share = 0.5): string | undefined {
  const first = evidence.alert.anomalies[0]?.contributors?.[0];
  return first && first.share >= share ? first.name : undefined;
}

/** The script that most long frames' verdicts blame. */
export function blamedScript(evidence: Evidence): string | undefined {
  const counts = new Map<string, number>();
  for (const { verdict } of evidence.rendering?.longFrames ?? []) {
    if (verdict?.cause === 'script' && verdict.name !== undefined)
      counts.set(verdict.name, (counts.get(verdict.name) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** Share of the long frames' verdicts that blame `causes`; absent without a verdict. */
export function blamed(evidence: Evidence, causes: readonly string[]): number | undefined {
  const verdicts = (evidence.rendering?.longFrames ?? []).flatMap((frame) => frame.verdict ?? []);
  if (verdicts.length === 0) return undefined;
  return verdicts.filter((verdict) => causes.includes(verdict.cause)).length / verdicts.length;
}
