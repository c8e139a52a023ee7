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

export interface TrapDeps {
  readonly epochNow: () => EpochMs;
  /** How things stand when a trap is seen for the first time in an interval. */
  readonly circumstances: (state: FunctionState) => Pick<TrapRecord, 'lastCalls' | 'memory' | 'marks'>;
  /** What is known of a module when the record is read. */
  readonly moduleOf: (id: string) => TrappedModule | undefined;
}

export interface TrappedModule {
  readonly buildId?: string;
  /** The name under which it exports a function, by the function's index. */
  nameOf(index: number): string | undefined;
}

interface Noted {
  readonly record: TrapRecord;
  readonly stack: string;
  count: number;
}

/** Different traps kept per interval. */
const MAX_RECORDS = 50;

export function createTraps({ epochNow, circumstances, moduleOf }: TrapDeps): Traps {
  const seen = new WeakSet();
  const folded = new Map<string, Noted>();
  let tickCount = 0;

  /** Stacks are read, and build ids found, when somebody looks: a page that traps is not to wait for it. */
  function complete({ record, stack, count }: Noted): TrapRecord {
    const module = record.module === undefined ? undefined : moduleOf(record.module);
    return {
      ...record,
      count,
      stack: wasmFrames(stack, module?.nameOf),
      ...(module?.buildId === undefined ? {} : { buildId: module.buildId }),
    };
  }

  return {
    note(error, state) {
      const kind = trapKind(error);
      if (kind === undefined || !(error instanceof Error) || seen.has(error)) return;
      const module = state.moduleId?.();
      const key = `${kind}\n${module}\n${state.name}\n${error.message}`;
      const known = folded.get(key);
      if (known) known.count += 1;
      else if (folded.size < MAX_RECORDS) {
        const record: TrapRecord = {
          timestamp: epochNow(),
          kind,
          message: error.message,
          export: state.name,
          count: 1,
          ...(module === undefined ? {} : { module }),
          ...circumstances(state),
        };
        folded.set(key, { record, stack: error.stack ?? '', count: 1 });
      }
      // last: where the stack is full, the call around this one tries again
      seen.add(error);
      tickCount += 1;
    },
    take() {
      const taken = [...folded.values()].map(complete);
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
