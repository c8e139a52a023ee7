import type { DurationMs } from '@wasm-vitals/protocol';
import { exportName, type ModuleRecord } from '../module/module-record.js';
import { growthCallers } from './growth-callers.js';
import type { GrowthDetails, Memories } from './memory-tracker.js';

export interface AroundGrowDeps {
  readonly memories: Memories;
  readonly now: () => DurationMs;
  /** The innermost timed call into WebAssembly in progress, where there is one. */
  readonly running: () => string | undefined;
  readonly stopped: () => boolean;
}

type AroundGrow = (memory: WebAssembly.Memory, grow: () => unknown, patched: unknown) => unknown;

/**
 * Notes a growth that JavaScript asked for: by itself, or for WebAssembly (Emscripten's `emscripten_resize_heap` calls
 * `memory.grow`). How long it took, and who asked.
 */
export function createAroundGrow({ memories, now, running, stopped }: AroundGrowDeps): AroundGrow {
  function callersOf(record: ModuleRecord, patched: unknown): GrowthDetails {
    const { host, index } = growthCallers(patched);
    // the timed call may be one around the call that asked; the stack knows better
    const exported = index === undefined ? running() : (exportName(record, index) ?? running());
    return {
      ...(host === undefined ? {} : { host }),
      ...(exported === undefined ? {} : { during: exported }),
    };
  }

  return (memory, grow, patched) => {
    const tracker = memories.find(memory);
    if (!tracker || stopped()) return grow();
    memories.check(tracker, running()); // growth inside WebAssembly before this one has an event of its own
    const start = now();
    const result = grow();
    const duration = now() - start;
    try {
      const grew = memory.buffer.byteLength > tracker.bytes;
      memories.noteGrowth(tracker, { duration, ...(grew ? callersOf(tracker.record, patched) : {}) });
    } catch {
      // what could not be noted must not fail the host's growth
    }
    return result;
  };
}
