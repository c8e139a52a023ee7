import type { Alert, EpochMs, Recommendation, Snapshot } from '@wasm-vitals/protocol';
import { activeWasm } from './active-wasm.js';
import type { PageMessage } from '../browser/page-script.js';

/** Whatever stays the same object for one frame over its navigations. */
export type FrameKey = object;

/** All that one frame told, its documents joined in order of time. */
export interface FrameRecord {
  /** Address of its newest document. */
  readonly url: string;
  readonly documents: number;
  /** Numbered 0, 1, 2 … over all documents. */
  readonly snapshots: readonly Snapshot[];
  readonly alerts: readonly Alert[];
  readonly recommendations: readonly Recommendation[];
  /** Why its monitor did not start. */
  readonly failure?: string;
}

export interface Recording {
  receive(frame: FrameKey, message: PageMessage): void;
  /** Frames that told anything; the one with most WebAssembly time first, the page's own frame before equals. */
  frames(): readonly FrameRecord[];
  /** The newest snapshot of the first of `frames()`. */
  newest(): Snapshot | undefined;
}

interface DocumentRecord {
  readonly url: string;
  /** By sequence: the last interval may be told twice, by the timer and by the flush. */
  readonly snapshots: Map<number, Snapshot>;
  alerts: readonly Alert[];
  recommendations: readonly Recommendation[];
  failure?: string;
}

interface FrameState {
  readonly documents: Map<string, DocumentRecord>;
  wasmTime: number;
  wasmCalls: number;
  modules: number;
  newest?: Snapshot;
}

const createDocument = (url: string): DocumentRecord => ({
  url,
  snapshots: new Map(),
  alerts: [],
  recommendations: [],
});

const startOf = (document: DocumentRecord): EpochMs =>
  Math.min(...[...document.snapshots.values()].map((snapshot) => snapshot.timestamp));

function joinSnapshots(documents: readonly DocumentRecord[]): readonly Snapshot[] {
  const inOrder = [...documents].sort((a, b) => startOf(a) - startOf(b));
  const all = inOrder.flatMap((document) =>
    [...document.snapshots.values()].sort((a, b) => a.sequence - b.sequence),
  );
  return all.map((snapshot, sequence) => ({ ...snapshot, sequence }));
}

function toRecord({ documents }: FrameState): FrameRecord {
  const all = [...documents.values()];
  const failure = all.find((document) => document.failure !== undefined)?.failure;
  return {
    url: all.at(-1)?.url ?? '',
    documents: all.length,
    snapshots: joinSnapshots(all),
    alerts: all.flatMap((document) => document.alerts),
    recommendations: all.flatMap((document) => document.recommendations),
    ...(failure === undefined ? {} : { failure }),
  };
}

function addSnapshot(frame: FrameState, document: DocumentRecord, snapshot: Snapshot): void {
  if (document.snapshots.has(snapshot.sequence)) return;
  document.snapshots.set(snapshot.sequence, snapshot);
  frame.newest = snapshot;
  const wasm = activeWasm(snapshot.wasm);
  if (!wasm) return;
  frame.wasmTime += wasm.executionStats.totalTime;
  frame.wasmCalls += wasm.executionStats.calls;
  frame.modules = Math.max(frame.modules, wasm.modules.length);
}

const byWasm = (a: FrameState, b: FrameState): number =>
  b.wasmTime - a.wasmTime || b.wasmCalls - a.wasmCalls || b.modules - a.modules;

/** Gathers what the documents of a page tell, frame by frame, over navigations. */
export function createRecording(mainFrame: FrameKey): Recording {
  const states = new Map<FrameKey, FrameState>();
  const stateOf = (key: FrameKey): FrameState => {
    const state = states.get(key) ?? { documents: new Map(), wasmTime: 0, wasmCalls: 0, modules: 0 };
    states.set(key, state);
    return state;
  };
  stateOf(mainFrame); // first in the map: sorting is stable, so it stands before its equals
  const ranked = (): FrameState[] =>
    [...states.values()].filter((state) => state.documents.size > 0).sort(byWasm);

  return {
    receive(key, message) {
      const frame = stateOf(key);
      const known = frame.documents.get(message.document);
      const document = known ?? createDocument(message.url);
      frame.documents.set(message.document, document);
      if (message.kind === 'snapshot') addSnapshot(frame, document, message.snapshot);
      else if (message.kind === 'findings') {
        document.alerts = message.alerts;
        document.recommendations = message.recommendations;
      } else if (message.kind === 'failed') document.failure = message.reason;
    },
    frames: () => ranked().map(toRecord),
    newest: () => ranked()[0]?.newest,
  };
}
