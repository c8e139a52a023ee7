import { mainThreadTime } from '@wasm-vitals/analysis';
import type {
  FunctionSummary,
  LongFrame,
  LongFrameCause,
  ReportFinding,
  Snapshot,
} from '@wasm-vitals/protocol';
import { formatDuration, formatPercent, quoteName } from '../prose/quantity.js';
import { summariseCauses } from '../sections/rendering.js';
import { present, renderingOf, wasmOf } from '../sections/sections-of.js';
import type { FindingContext } from './finding-context.js';

/** WebAssembly is to blame where it fills this share of a frame (or of what was added to it). */
export const BLAME = 0.5;

interface FrameBudget {
  /** Mean time between frames, and of WebAssembly in it, ms. */
  readonly frame: number;
  readonly wasm: number;
}

export function budgetOf(snapshots: readonly Snapshot[]): FrameBudget | undefined {
  let frames = 0;
  let length = 0;
  let wasm = 0;
  for (const snapshot of snapshots) {
    const count = renderingOf(snapshot)?.frames ?? 0;
    if (count === 0) continue;
    frames += count;
    length += snapshot.interval * snapshot.visibility;
    const section = wasmOf(snapshot);
    wasm += section ? mainThreadTime(section) : 0;
  }
  // an estimate from samples can come out above what there was
  return frames > 0 ? { frame: length / frames, wasm: Math.min(length, wasm) / frames } : undefined;
}

/** Called by the page itself, from JavaScript: what workers call holds up no frame. */
function isOfMainThread({ kind, worker }: FunctionSummary): boolean {
  return worker === undefined && (kind === 'export' || kind === 'table');
}

/** Names of causes for people, where they are not a script's or an export's. */
const CAUSES: Readonly<Record<string, string>> = {
  'memory-growth': 'growth of linear memory',
  layout: 'style and layout',
  'garbage-collection': 'garbage collection',
  gpu: 'the GPU',
  unknown: 'a cause that was not measured',
};

export function causeInWords({ cause, name }: Pick<LongFrameCause, 'cause' | 'name'>): string {
  if (cause === 'export') return name === undefined ? 'a WebAssembly export' : `export ${quoteName(name)}`;
  if (cause === 'script') return name === undefined ? 'script' : `script ${quoteName(name)}`;
  return CAUSES[cause] ?? quoteName(cause);
}

/** `, mostly in …` only where that is true of more than half. */
export function shareInWords(cause: Pick<LongFrameCause, 'cause' | 'name' | 'share'>, of: string): string {
  const share = formatPercent(cause.share);
  return cause.share > BLAME
    ? `, mostly in ${causeInWords(cause)} (${share} of ${of})`
    : `; of ${of}, the greatest part that is known is ${causeInWords(cause)} (${share})`;
}

export function longFramesIn(snapshots: readonly Snapshot[]): readonly LongFrame[] {
  return present(snapshots, renderingOf).flatMap((section) => section.longFrames);
}

export interface Blame {
  readonly inWasm: boolean;
  readonly words: string;
  readonly contributors: ReportFinding['contributors'];
}

/** Who takes the frame: WebAssembly (which export) or what runs outside of it (which script). */
export function blameFor(
  context: FindingContext,
  bad: readonly Snapshot[],
  good: readonly Snapshot[],
): Blame {
  const now = budgetOf(bad);
  const before = budgetOf(good);
  if (!now) return { inWasm: false, words: '', contributors: undefined };
  const added = before ? now.frame - before.frame : now.frame;
  const addedWasm = before ? now.wasm - before.wasm : now.wasm;
  const inWasm = now.wasm / now.frame >= BLAME || (before !== undefined && addedWasm >= BLAME * added);
  const frame = formatDuration(now.frame);
  if (inWasm) {
    const top = context.wasm.functions.find(isOfMainThread);
    const name = top ? `, ${formatPercent(top.share)} of it in export ${quoteName(top.name)}` : '';
    return {
      inWasm,
      words: `WebAssembly takes ${formatDuration(now.wasm)} of each ${frame} frame${name}`,
      contributors: top && [{ name: top.name, share: top.share }],
    };
  }
  const causes = summariseCauses(longFramesIn(bad)).filter(({ cause }) => cause !== 'unknown');
  const top = causes[0];
  const mostly = top ? shareInWords(top, "the long frames' time") : '';
  const wasm = now.wasm > 0 ? `only ${formatDuration(now.wasm)}` : 'nothing';
  return {
    inWasm,
    words: `WebAssembly takes ${wasm} of each ${frame} frame, so the time is lost outside of it${mostly}`,
    contributors: causes.slice(0, 5).map((cause) => ({ name: causeInWords(cause), share: cause.share })),
  };
}
