import type { WorkerPlace } from '@wasm-vitals/analysis';
import type { WasmActive } from '@wasm-vitals/protocol';
import type { WasmSignals } from '../../collect/wasm/wasm.js';
import type { SharedMemory } from '../instrumentation.js';
import { patchMethod, type Patch } from '../patch/patch-property.js';
import { createSharedMemories } from './shared-memories.js';
import { connectWorker, type LinkDeps, type WorkerLink } from './worker-link.js';

/** The page's workers that are measured. */
export interface Workers {
  /** Begins to ask this worker. Returns the way to stop, which restores what is patched in the worker. */
  instrument(worker: Worker, name?: string): () => void;
  /** False while there is none: then all the rest has nothing to say. */
  readonly any: boolean;
  /** Puts the question to all; the answers come later. */
  ask(): void;
  /** What each told of since the last call. */
  takeSignals(): readonly { readonly worker: string; readonly signals: readonly WasmSignals[] }[];
  /** Each one's part in the snapshot; the last of one that ended. */
  takePlaces(): readonly WorkerPlace[];
  /** The WebAssembly of each living one, as it was told last. */
  newest(): readonly WasmActive[];
  /** One id for each shared memory, by the ids that it has in the page and in the workers. */
  identify(inPage: readonly SharedMemory[]): ReadonlyMap<string, string>;
  setLevel(level: number): void;
  stop(): void;
}

export function createWorkers(deps: LinkDeps): Workers {
  const links = new Set<WorkerLink>();
  const linkOf = new WeakMap<object, WorkerLink>();
  let termination: Patch | undefined;
  const identities = createSharedMemories();
  const { guard } = deps;
  let level = 0;
  let stopped = false;

  function disconnect(link: WorkerLink): void {
    if (links.delete(link)) guard.run('workers', () => link.close());
  }

  return {
    instrument(worker, name) {
      if (stopped) return () => undefined;
      return guard.attempt(
        'workers',
        () => {
          const link = connectWorker(worker, name, deps);
          links.add(link);
          linkOf.set(worker, link);
          termination ??= patchTerminate((each) => linkOf.get(each)?.end());
          if (level > 0) link.order({ level });
          link.ask();
          return () => disconnect(link);
        },
        () => () => undefined,
      );
    },
    get any() {
      return links.size > 0;
    },
    ask() {
      for (const link of links) link.ask();
    },
    takeSignals: () => [...links].map((link) => ({ worker: link.name, signals: link.takeSignals() })),
    takePlaces() {
      const places = [...links].map((link) => link.takePlace());
      for (const link of links) if (link.gone) disconnect(link);
      return places;
    },
    newest: () => [...links].flatMap((link) => link.newest ?? []),
    identify: (inPage) => identities([...inPage, ...[...links].flatMap((link) => link.shared)]),
    setLevel(next) {
      level = next;
      for (const link of links) link.order({ level });
    },
    stop() {
      stopped = true;
      termination?.restore();
      for (const link of links) disconnect(link);
    },
  };
}

/** No event tells that a worker was terminated. */
function patchTerminate(onEnd: (worker: object) => void): Patch | undefined {
  return patchMethod(Worker.prototype, 'terminate', (native) => {
    return function (this: unknown, ...args: unknown[]) {
      const result = native.apply(this, args);
      onEnd(this as object);
      return result;
    };
  });
}
