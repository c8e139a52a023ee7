import { beforeAll, describe, expect, it } from 'vitest';
import { loadColumn } from '../testing/load-column.js';
import type { Column } from './column.js';

const BUILD_MS = 120_000;

function run(column: Column, calls: number): number[] {
  return Array.from({ length: calls }, () => [...column.step(16).neurons]).flat();
}

describe('recycling an instance', () => {
  beforeAll(async () => void (await loadColumn()), BUILD_MS);

  it('goes on exactly as the old instance would have', async () => {
    const [recycled, kept] = await Promise.all([loadColumn(), loadColumn()]);
    for (const column of [recycled, kept]) {
      column.setStep(2);
      run(column, 20);
    }
    const old = recycled.wasm;
    await recycled.recycle();
    expect(recycled.wasm).not.toBe(old);
    expect(recycled.wasm.simulation_time()).toBe(old.simulation_time());
    const expected = run(kept, 20);
    expect(expected.length).toBeGreaterThan(500);
    expect(run(recycled, 20)).toEqual(expected);
  });

  it('gives linear memory back, and leaves behind what leaked', async () => {
    const column = await loadColumn();
    const reserved = column.wasm.memory.buffer.byteLength;
    const heap = column.wasm.get_heap_size();
    for (let k = 0; k < 64; k++) column.wasm.leak(1024 * 1024);
    expect(column.wasm.memory.buffer.byteLength).toBeGreaterThan(reserved + 64 * 1024 * 1024);
    await column.recycle();
    expect(column.wasm.memory.buffer.byteLength).toBeLessThanOrEqual(reserved);
    expect(column.wasm.get_heap_size()).toBe(heap);
  });

  it('keeps a fault of its own going, for it is no cure for slow code', async () => {
    const column = await loadColumn(0.02);
    column.setBurn(3);
    column.step(16);
    const before = column.wasm.burnt();
    await column.recycle();
    column.step(16);
    expect(before).toBeGreaterThan(0);
    expect(column.wasm.burnt()).toBeGreaterThan(0);
  });

  it('is done once where it is asked for twice at the same time', async () => {
    const column = await loadColumn(0.02);
    let times = 0;
    column.onRecycle(() => times++);
    await Promise.all([column.recycle(), column.recycle()]);
    expect(times).toBe(1);
  });
});
