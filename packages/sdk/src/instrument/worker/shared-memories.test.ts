import { describe, expect, it } from 'vitest';
import { createSharedMemories, isSameMemory } from './shared-memories.js';

/** Another handle of the same memory, as a worker's message brings it. */
const another = (buffer: SharedArrayBuffer): SharedArrayBuffer => structuredClone(buffer);
const memory = (): SharedArrayBuffer =>
  new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true }).buffer as unknown as SharedArrayBuffer;

describe('isSameMemory', () => {
  it('tells one memory in two handles from two memories of the same content', () => {
    const [one, two] = [memory(), memory()];
    const handle = another(one);
    expect(handle).not.toBe(one);
    expect(isSameMemory(one, handle)).toBe(true);
    expect(isSameMemory(one, two)).toBe(false);
    expect(isSameMemory(one, handle)).toBe(true); // nothing of the first questions is left behind
    expect(new Uint8Array(one).every((byte) => byte === 0)).toBe(true);
  });

  it('knows a memory in handles from before and after it grew', () => {
    const grown = new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });
    const before = grown.buffer as unknown as SharedArrayBuffer;
    grown.grow(1);
    expect(isSameMemory(before, grown.buffer as unknown as SharedArrayBuffer)).toBe(true);
  });
});

describe('createSharedMemories', () => {
  it('gives one id to each memory, and keeps it when its first holder is gone', () => {
    const identify = createSharedMemories();
    const [one, two] = [memory(), memory()];
    const first = { id: 'page', buffer: one };
    const second = { id: 'worker', buffer: another(one) };
    const apart = { id: 'apart', buffer: two };
    expect([...identify([first, second, apart])]).toEqual([
      ['page', 'page'],
      ['worker', 'page'],
      ['apart', 'apart'],
    ]);
    const late = { id: 'late', buffer: another(one) };
    expect(Object.fromEntries(identify([second, apart, late]))).toEqual({
      worker: 'page',
      apart: 'apart',
      late: 'page',
    });
  });
});
