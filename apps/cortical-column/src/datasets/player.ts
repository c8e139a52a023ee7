import type { Column } from '../simulation/column.js';
import type { Chunk, ChunkStore } from './chunk-store.js';
import type { Manifest } from './manifest.js';
import type { Network } from './network.js';

interface Cue {
  readonly trial: number;
  readonly chunks: readonly number[];
}

export interface Player {
  readonly dataset: string;
  /** The column stayed dark because data came too late: times, in total. */
  readonly underruns: number;
  /** Requests that failed, in total. */
  readonly failures: number;
  /** Switches to another dataset; resolves when its first chunk is there. */
  select(dataset: string): Promise<void>;
  /** Called each frame: starts the next film where the last one ended, and asks for what comes after. */
  update(): void;
  /** The frame shown now (side × side brightness), or undefined in the dark. A view: valid until the next call. */
  frame(): Float32Array | undefined;
}

interface Deps {
  readonly column: Column;
  readonly network: Network;
  readonly manifest: Manifest;
  readonly store: ChunkStore;
}

/** After a request failed, the next attempt waits this long. */
const RETRY_MS = 1_000;

/** Plays films in the order that the server's cues give, one chunk ahead of what is shown. */
export function createPlayer({ column, network, manifest, store }: Deps, first: string): Player {
  const { side, frames, frameMs } = manifest;
  let dataset = first;
  let trial = 0;
  let queue: number[] = [];
  let next: Chunk | undefined;
  let shown: Chunk | undefined;
  let asking = false;
  let dark = false;
  let underruns = 0;
  let failures = 0;
  let retryAt = 0;

  async function ask(): Promise<void> {
    const wanted = dataset;
    if (queue.length === 0) {
      const cue = (await (
        await network.get(`/data/cues/${String(trial++)}`, { cacheable: false })
      ).json()) as Cue;
      queue = [...cue.chunks];
    }
    const index = queue.shift();
    if (index === undefined) return;
    const chunk = await store.load(wanted, index);
    if (wanted !== dataset) return;
    next = chunk;
    store.pin(shown ? [shown, chunk] : [chunk]);
  }

  function prefetch(): void {
    if (asking || next || performance.now() < retryAt) return;
    asking = true;
    ask()
      .catch(() => {
        failures++;
        retryAt = performance.now() + RETRY_MS;
      })
      .finally(() => (asking = false));
  }

  function show(chunk: Chunk): void {
    store.pin([chunk]);
    column.wasm.present(chunk.pointer, side, frames, frameMs);
    shown = chunk;
    next = undefined;
    dark = false;
  }

  column.onRecycle((old, fresh) => {
    if (!shown || old.film_remaining() <= 0) return;
    fresh.present(shown.pointer, side, frames, frameMs); // the store has moved it by now
    fresh.film_seek(old.film_played());
  });

  return {
    get dataset() {
      return dataset;
    },
    get underruns() {
      return underruns;
    },
    get failures() {
      return failures;
    },
    async select(name) {
      dataset = name;
      next = undefined;
      const chunk = await store.load(name, queue.shift() ?? 0);
      if (dataset === name) show(chunk);
    },
    update() {
      prefetch();
      if (column.wasm.film_remaining() > 0) return;
      if (next) show(next);
      else if (!dark) {
        dark = true;
        if (shown) underruns++;
      }
    },
    frame() {
      if (!shown || column.wasm.film_remaining() <= 0) return undefined;
      const at = Math.min(frames - 1, Math.floor(column.wasm.film_played() / frameMs));
      return new Float32Array(column.wasm.memory.buffer, shown.pointer + at * side * side * 4, side * side);
    },
  };
}
