import type { EpochMs, TrapRecord } from '@wasm-vitals/protocol';
import type { FunctionState } from '../meter/function-state.js';
import { trapKind, wasmFrames } from './trap-kind.js';

/** Collects traps; repeated ones (same kind, function and message) are folded into one record with a count. */
export interface Traps {
  /** Looks at an error that left a measured call. Errors that are no trap, or were seen further in, change nothing. */
  note(error: unknown, state: FunctionState): void;
  take(): readonly TrapRecord[];
  takeTickCount(): number;
}

/** Different traps kept per interval. */
const MAX_RECORDS = 50;

export function createTraps(epochNow: () => EpochMs): Traps {
  const seen = new WeakSet();
  const folded = new Map<string, { record: TrapRecord; count: number }>();
  let tickCount = 0;

  return {
    note(error, state) {
      const kind = trapKind(error);
      if (kind === undefined || !(error instanceof Error) || seen.has(error)) return;
      seen.add(error);
      tickCount += 1;
      const module = state.moduleId?.();
      const key = `${kind}\n${module}\n${state.name}\n${error.message}`;
      const known = folded.get(key);
      if (known) {
        known.count += 1;
        return;
      }
      if (folded.size >= MAX_RECORDS) return;
      const record: TrapRecord = {
        timestamp: epochNow(),
        kind,
        message: error.message,
        export: state.name,
        stack: wasmFrames(error.stack ?? ''),
        count: 1,
        ...(module === undefined ? {} : { module }),
      };
      folded.set(key, { record, count: 1 });
    },
    take() {
      const taken = [...folded.values()].map(({ record, count }) => ({ ...record, count }));
      folded.clear();
      return taken;
    },
    takeTickCount() {
      const taken = tickCount;
      tickCount = 0;
      return taken;
    },
  };
}
