import type { ChunkStore } from './datasets/chunk-store.js';
import type { Player } from './datasets/player.js';
import type { FaultBoard } from './faults/fault-board.js';
import type { FrameLoop } from './frame-loop.js';
import type { Monitor } from './monitoring.js';
import type { QualityControl } from './quality/quality.js';
import type { Column } from './simulation/column.js';

/** What scripts in the page (tests, benches, a curious person's console) can see and do: `window.corticalColumn`. */
export interface CorticalColumnHandle {
  readonly faults: FaultBoard;
  readonly quality: readonly QualityControl[];
  readonly column: Column;
  readonly player: Player;
  readonly store: ChunkStore;
  readonly monitor: Monitor | undefined;
  fps(): number;
  /** Changes the size as the panel does: 0 is the smallest. */
  setSize(index: number): void;
  setDataset(name: string): Promise<void>;
}

declare global {
  interface Window {
    corticalColumn?: CorticalColumnHandle;
  }
}

export type HandleParts = Omit<CorticalColumnHandle, 'fps'> & { readonly loop: FrameLoop };

export function publishHandle({ loop, ...parts }: HandleParts): void {
  window.corticalColumn = { ...parts, fps: () => loop.fps() };
}
