import { createCacheMisses } from './cache-misses.js';
import { createChurn } from './churn.js';
import type { Fault, FaultDeps, Strength } from './fault.js';
import { createFrameDrops } from './frame-drops.js';
import { createHeapLeak } from './heap-leak.js';
import { createLinearLeak } from './linear-leak.js';
import { createSlowExports } from './slow-exports.js';
import { createSlowNetwork } from './slow-network.js';
import { createStalls } from './stalls.js';

/** All faults, and which of them run: for the panel, the URL and tests alike. */
export interface FaultBoard {
  readonly faults: readonly Fault[];
  /** Strength of a fault, or 0 where it doesn't run. @throws {RangeError} where there is no such fault. */
  strength(name: string): Strength | 0;
  start(name: string, strength?: Strength): void;
  stop(name: string): void;
  stopAll(): void;
  onChange(listener: () => void): () => void;
}

const CREATE: readonly ((deps: FaultDeps) => Fault)[] = [
  createLinearLeak,
  createHeapLeak,
  createSlowExports,
  createStalls,
  createFrameDrops,
  createCacheMisses,
  createSlowNetwork,
  createChurn,
];

export function createFaultBoard(deps: FaultDeps): FaultBoard {
  const faults = CREATE.map((create) => create(deps));
  const running = new Map<string, Strength>();
  const listeners = new Set<() => void>();

  function find(name: string): Fault {
    const fault = faults.find((candidate) => candidate.name === name);
    if (fault) return fault;
    const names = faults.map((candidate) => candidate.name).join(', ');
    throw new RangeError(`There is no fault "${name}". Faults: ${names}.`);
  }

  function changed(): void {
    for (const listener of listeners) listener();
  }

  const board: FaultBoard = {
    faults,
    strength: (name) => running.get(find(name).name) ?? 0,
    start(name, strength = 2) {
      find(name).start(strength);
      running.set(name, strength);
      changed();
    },
    stop(name) {
      find(name).stop();
      running.delete(name);
      changed();
    },
    stopAll() {
      for (const name of [...running.keys()]) board.stop(name);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return board;
}

/** Reads `leak:2,slow` as faults with strengths (2 where none is given). Parts that make no sense are left out. */
export function parseFaults(text: string): readonly (readonly [name: string, strength: Strength])[] {
  return text.split(',').flatMap((part) => {
    const [, name, digit = '2'] = /^([a-z]+)(?::([123]))?$/.exec(part.trim()) ?? [];
    return name === undefined ? [] : [[name, Number(digit) as Strength] as const];
  });
}
