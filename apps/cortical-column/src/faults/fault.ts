import type { Network } from '../datasets/network.js';
import type { Column } from '../simulation/column.js';

/** 1 is barely noticed, 3 is hard to bear. */
export type Strength = 1 | 2 | 3;

/** Something that goes wrong for real, and can be taken back. */
export interface Fault {
  /** As in `?fault=leak:2`. */
  readonly name: string;
  readonly label: string;
  /** What it does, in a sentence. */
  readonly description: string;
  /** Starts, or changes the strength of one that runs. */
  start(strength: Strength): void;
  /** Ends it and gives back what it took. Safe to call twice. */
  stop(): void;
}

/** What faults act on. */
export interface FaultDeps {
  readonly column: Column;
  readonly network: Network;
  /** Calls back in each frame with the time since the last one (ms), until the returned function is called. */
  onFrame(listener: (elapsed: number) => void): () => void;
  /** Neurons drawn now, and at full quality: what drawing effects cost by. */
  particles(which: 'drawn' | 'all'): number;
  /** Milliseconds, as `performance.now` has them. */
  now?(): number;
}

/** The value for a strength. */
export function byStrength<T>(values: readonly [T, T, T], strength: Strength): T {
  return values[strength - 1] as T;
}
