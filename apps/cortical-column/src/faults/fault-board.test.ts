import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createNetwork } from '../datasets/network.js';
import { loadColumn } from '../testing/load-column.js';
import { createFaultBoard, parseFaults } from './fault-board.js';

const BUILD_MS = 120_000;
const MIB = 1024 * 1024;

async function createBoard(particles = { drawn: 500, all: 500 }, now = () => performance.now()) {
  const column = await loadColumn(0.02);
  const network = createNetwork();
  const listeners = new Set<(elapsed: number) => void>();
  const onFrame = (listener: (elapsed: number) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const board = createFaultBoard({ column, network, onFrame, particles: (which) => particles[which], now });
  const frames = (count: number): void => {
    for (let k = 0; k < count; k++) for (const listener of listeners) listener(16);
  };
  return { board, column, network, listeners, frames };
}

describe('faults', () => {
  beforeAll(async () => void (await loadColumn()), BUILD_MS);

  it('leak linear memory by strength, and take it back', async () => {
    const { board, column, frames } = await createBoard();
    const before = column.wasm.get_heap_size();
    board.start('leak', 1);
    frames(100);
    const weak = column.wasm.get_heap_size() - before;
    board.start('leak', 3);
    frames(100);
    const strong = column.wasm.get_heap_size() - before - weak;
    expect(weak).toBeGreaterThan(0.5 * MIB);
    expect(strong).toBeGreaterThan(8 * weak);
    board.stop('leak');
    frames(10);
    expect(column.wasm.get_heap_size()).toBe(before);
  });

  it('churn, and leave nothing behind', async () => {
    const { board, column, frames } = await createBoard();
    const before = column.wasm.get_heap_size();
    board.start('churn', 2);
    frames(5);
    expect(column.wasm.get_heap_size()).toBeGreaterThan(before + MIB);
    board.stop('churn');
    expect(column.wasm.get_heap_size()).toBe(before);
  });

  it('make exports do more work, and no more than before when they stop', async () => {
    const { board, column } = await createBoard();
    const burnt = (): number => {
      const start = column.wasm.burnt();
      column.step(16);
      return column.wasm.burnt() - start;
    };
    expect(burnt()).toBe(0);
    board.start('slow', 1);
    expect(burnt()).toBeGreaterThan(0);
    board.stop('slow');
    expect(burnt()).toBe(0);
  });

  it('cost frames in a column of any size and on a machine of any speed, by the share that is drawn', async () => {
    const { sin } = Math;
    try {
      let terms = 0;
      Math.sin = () => ++terms * 0; // a spy would keep a record of each of millions of calls
      const perFrame = async (drawn: number, all: number, msARound: number): Promise<number> => {
        let time = 0;
        const { board, frames } = await createBoard({ drawn, all }, () => (time += msARound));
        board.start('frames', 1);
        terms = 0;
        frames(1);
        board.stop('frames');
        return terms;
      };
      const small = await perFrame(500, 500, 8);
      expect(small).toBeGreaterThan(100_000);
      expect((await perFrame(15_000, 15_000, 8)) / small).toBeCloseTo(1, 2);
      expect((await perFrame(500, 500, 4)) / small).toBeCloseTo(2, 2);
      expect((await perFrame(50, 500, 8)) / small).toBeCloseTo(0.1, 2);
    } finally {
      Math.sin = sin;
    }
  });

  it('turn the network, and turn it back', async () => {
    const { board, network } = await createBoard();
    board.start('cache', 3);
    board.start('network', 1);
    expect(network).toMatchObject({ bypass: 1, delay: 150 });
    board.stopAll();
    expect(network).toMatchObject({ bypass: 0, delay: 0 });
  });

  it('leave no listener behind, whatever was started', async () => {
    vi.useFakeTimers();
    try {
      const { board, listeners, frames } = await createBoard();
      for (const { name } of board.faults)
        for (const strength of [1, 2] as const) board.start(name, strength);
      frames(1);
      expect(listeners.size).toBeGreaterThan(2);
      expect(vi.getTimerCount()).toBe(1);
      board.stopAll();
      expect(listeners.size).toBe(0);
      expect(vi.getTimerCount()).toBe(0);
      expect(board.faults.map(({ name }) => board.strength(name))).toEqual(board.faults.map(() => 0));
    } finally {
      vi.useRealTimers();
    }
  });

  it('are told by name where there is none', async () => {
    const { board } = await createBoard();
    expect(() => board.start('fire')).toThrow(
      'There is no fault "fire". Faults: leak, heap, slow, stall, frames, cache, network, churn.',
    );
  });

  it('are read from a URL', () => {
    expect(parseFaults('leak:2,slow:3')).toEqual([
      ['leak', 2],
      ['slow', 3],
    ]);
    expect(parseFaults('stall')).toEqual([['stall', 2]]);
    expect(parseFaults('leak:9,<b>,,')).toEqual([]);
  });
});
