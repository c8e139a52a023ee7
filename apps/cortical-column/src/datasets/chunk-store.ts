import type { Column } from '../simulation/column.js';
import type { ColumnExports } from '../simulation/exports.js';
import type { Manifest } from './manifest.js';
import type { Network } from './network.js';

/** A film in linear memory. */
export interface Chunk {
  readonly dataset: string;
  readonly index: number;
  pointer: number;
}

export interface ChunkStore {
  /** Most chunks kept in linear memory; lowering it frees at once. */
  capacity: number;
  readonly size: number;
  /** Chunks found in memory and fetched, in total. */
  readonly hits: number;
  readonly misses: number;
  /** The chunk from memory, or fetched. */
  load(dataset: string, index: number): Promise<Chunk>;
  /** Chunks that must stay (the one shown, the next one), until others are pinned. */
  pin(chunks: readonly Chunk[]): void;
  /** From now on keeps only chunks that `keep` wants (and the pinned ones), and frees the others at once. */
  retain(keep: (chunk: Chunk) => boolean): void;
}

interface Deps {
  readonly column: Column;
  readonly network: Network;
  readonly manifest: Manifest;
}

const FLOAT = 4;

/** Least recently used chunks go first. They live in the simulation's own memory: the allocator's figures show them. */
export function createChunkStore({ column, network, manifest }: Deps, firstCapacity: number): ChunkStore {
  const { side, frames } = manifest;
  const values = side * side * frames;
  const chunks = new Map<string, Chunk>(); // in order of use, oldest first
  let pinned: readonly Chunk[] = [];
  let capacity = firstCapacity;
  let keep: (chunk: Chunk) => boolean = () => true;
  let hits = 0;
  let misses = 0;

  function drop(key: string, chunk: Chunk): void {
    chunks.delete(key);
    column.wasm.buffer_free(chunk.pointer);
  }

  function trim(most: number): void {
    for (const [key, chunk] of chunks) if (!pinned.includes(chunk) && !keep(chunk)) drop(key, chunk);
    for (const [key, chunk] of chunks) {
      if (chunks.size <= most) return;
      if (!pinned.includes(chunk)) drop(key, chunk);
    }
  }

  function place(bytes: Uint8Array): number {
    const pointer = column.wasm.buffer_allocate(values * FLOAT);
    const film = new Float32Array(column.wasm.memory.buffer, pointer, values);
    for (let at = 0; at < values; at++) film[at] = (bytes[at] ?? 0) / 255;
    return pointer;
  }

  function move(old: ColumnExports, fresh: ColumnExports): void {
    for (const chunk of chunks.values()) {
      const pointer = fresh.buffer_allocate(values * FLOAT);
      const source = new Float32Array(old.memory.buffer, chunk.pointer, values);
      new Float32Array(fresh.memory.buffer, pointer, values).set(source);
      chunk.pointer = pointer;
    }
  }

  async function fetchChunk(dataset: string, index: number): Promise<Chunk> {
    const response = await network.get(`/data/chunks/${dataset}/${String(index)}.bin`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { dataset, index, pointer: place(bytes) };
  }

  column.onRecycle(move);

  return {
    get capacity() {
      return capacity;
    },
    set capacity(wanted: number) {
      capacity = wanted;
      trim(capacity);
    },
    get size() {
      return chunks.size;
    },
    get hits() {
      return hits;
    },
    get misses() {
      return misses;
    },
    async load(dataset, index) {
      const key = `${dataset}/${String(index)}`;
      const known = chunks.get(key);
      if (known) hits++;
      else misses++;
      const chunk = known ?? (await fetchChunk(dataset, index));
      const raced = chunks.get(key);
      if (raced && raced !== chunk) column.wasm.buffer_free(chunk.pointer); // asked for twice at once
      const kept = raced ?? chunk;
      chunks.delete(key);
      trim(capacity - 1); // before it comes in, so that the newest is never the one to go
      chunks.set(key, kept);
      return kept;
    },
    pin(wanted) {
      pinned = wanted;
      trim(capacity);
    },
    retain(wanted) {
      keep = wanted;
      trim(capacity);
    },
  };
}
