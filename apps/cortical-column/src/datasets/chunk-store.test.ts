import { beforeAll, describe, expect, it } from 'vitest';
import { chunkBytes, FRAME_MS, FRAMES, SIDE } from '../../server/datasets.js';
import { loadColumn } from '../testing/load-column.js';
import { createChunkStore } from './chunk-store.js';
import type { Manifest } from './manifest.js';
import type { Network } from './network.js';

const BUILD_MS = 120_000;
const manifest: Manifest = { side: SIDE, frames: FRAMES, frameMs: FRAME_MS, datasets: [] };
const CHUNK_BYTES = SIDE * SIDE * FRAMES * 4;

function fakeNetwork(): Network & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    delay: 0,
    bypass: 0,
    asked,
    get(path) {
      asked.push(path);
      const [, name = '', index = ''] = /chunks\/(.+)\/(\d+)\.bin/.exec(path) ?? [];
      return Promise.resolve(new Response(chunkBytes(name, Number(index)) as Uint8Array<ArrayBuffer>));
    },
  };
}

async function createStore(capacity: number) {
  const column = await loadColumn(0.02);
  const network = fakeNetwork();
  return { column, network, store: createChunkStore({ column, network, manifest }, capacity) };
}

describe('the chunk store', () => {
  beforeAll(async () => void (await loadColumn()), BUILD_MS);

  it('asks once for a chunk that it keeps, and drops the one that was used longest ago', async () => {
    const { store, network } = await createStore(2);
    for (const index of [0, 1, 0, 2, 0, 1]) await store.load('flashes', index);
    expect(network.asked.map((path) => path.at(-5))).toEqual(['0', '1', '2', '1']);
    expect([store.hits, store.misses, store.size]).toEqual([2, 4, 2]);
  });

  it("holds its films in the simulation's memory, and gives it back when it shrinks", async () => {
    const { store, column } = await createStore(4);
    const before = column.wasm.get_heap_size();
    for (const index of [0, 1, 2, 3]) await store.load('ripples', index);
    expect(column.wasm.get_heap_size() - before).toBeGreaterThanOrEqual(4 * CHUNK_BYTES);
    store.capacity = 1;
    expect(column.wasm.get_heap_size() - before).toBeLessThan(1.1 * CHUNK_BYTES);
    expect(store.size).toBe(1);
  });

  it('keeps what is pinned and drops what is not wanted', async () => {
    const { store } = await createStore(4);
    const shown = await store.load('flashes', 0);
    store.pin([shown]);
    await store.load('flashes', 1);
    await store.load('ripples', 0);
    store.retain((chunk) => chunk.dataset === 'ripples');
    expect(store.size).toBe(2);
    await store.load('flashes', 0);
    expect(store.hits).toBe(1);
  });

  it('moves its films into a recycled instance unchanged', async () => {
    const { store, column } = await createStore(4);
    const chunk = await store.load('moving-bars', 3);
    const read = () =>
      new Float32Array(column.wasm.memory.buffer, chunk.pointer, SIDE * SIDE * FRAMES).slice();
    const before = read();
    expect(Math.max(...before)).toBeGreaterThan(0.9);
    await column.recycle();
    expect(read()).toEqual(before);
  });
});
