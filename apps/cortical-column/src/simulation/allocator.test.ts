import { beforeAll, describe, expect, it } from 'vitest';
import { loadColumn } from '../testing/load-column.js';
import type { ColumnExports } from './exports.js';

const BUILD_MS = 120_000;
const MIB = 1024 * 1024;
/** TLSF rounds sizes up to its grid of 16 bytes. */
const GRID = 16;

/** The allocator contract's record. */
function stats(wasm: ColumnExports) {
  const at = wasm.get_allocator_stats();
  const view = new DataView(wasm.memory.buffer, at, 20);
  return {
    allocated: view.getUint32(0, true),
    deallocated: view.getUint32(4, true),
    current: view.getUint32(8, true),
    peak: view.getUint32(12, true),
    fragmentation: view.getFloat32(16, true),
  };
}

describe("the allocator's figures", () => {
  beforeAll(async () => void (await loadColumn()), BUILD_MS);

  it('agree with a walk over all blocks of the heap', async () => {
    const { wasm } = await loadColumn();
    const check = (): void => {
      const { allocated, deallocated } = stats(wasm);
      expect(wasm.get_heap_size()).toBe(wasm.walk_heap());
      expect(allocated - deallocated).toBe(wasm.get_heap_size());
      expect(wasm.get_heap_size()).toBeLessThan(wasm.memory.buffer.byteLength);
    };
    check();
    wasm.leak(3 * MIB);
    check();
    wasm.churn(5_000);
    check();
    wasm.configure(0.03, 1, 1);
    check();
    wasm.leak_release();
    wasm.churn_release();
    check();
  });

  it('rise by what is leaked and fall by what is released; reserved memory only grows', async () => {
    const { wasm } = await loadColumn();
    const before = { heap: wasm.get_heap_size(), ...stats(wasm) };
    for (let k = 0; k < 40; k++) wasm.leak(MIB);
    const leaking = { heap: wasm.get_heap_size(), ...stats(wasm) };
    expect(leaking.heap - before.heap).toBeGreaterThanOrEqual(40 * MIB);
    expect(leaking.heap - before.heap).toBeLessThanOrEqual(40 * (MIB + GRID));
    expect(leaking.current - before.current).toBe(40);
    expect(leaking.peak).toBe(leaking.heap);
    const reserved = wasm.memory.buffer.byteLength;
    wasm.leak_release();
    const after = { heap: wasm.get_heap_size(), ...stats(wasm) };
    expect(after.heap).toBe(before.heap);
    expect(after.current).toBe(before.current);
    expect(after.peak).toBe(leaking.peak);
    expect(wasm.memory.buffer.byteLength).toBe(reserved);
  });

  it('show churn as bytes allocated and freed, and as fragmentation while its blocks are held', async () => {
    const { wasm } = await loadColumn(0.02);
    const before = stats(wasm);
    wasm.churn(20_000);
    const churned = stats(wasm);
    expect(churned.allocated - before.allocated).toBeGreaterThan(20_000 * 4_000);
    expect(churned.deallocated - before.deallocated).toBeGreaterThan(19_000 * 4_000);
    expect(churned.fragmentation).toBeGreaterThan(before.fragmentation);
    expect(churned.fragmentation).toBeLessThan(1);
    wasm.churn_release();
    expect(stats(wasm).current).toBe(before.current);
    expect(stats(wasm).fragmentation).toBeLessThan(churned.fragmentation);
  });

  it('stop a leak before the declared maximum, and the column lives on', async () => {
    const { wasm } = await loadColumn(0.02);
    let leaked = 0;
    for (let k = 0; k < 600; k++) leaked = wasm.leak(MIB);
    expect(leaked).toBeGreaterThan(400 * MIB);
    expect(wasm.memory.buffer.byteLength).toBeLessThanOrEqual(512 * MIB);
    expect(wasm.step(64)).toBeGreaterThan(0);
  });
});
