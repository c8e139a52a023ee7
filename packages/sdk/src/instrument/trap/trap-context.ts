import type { DurationMs, TrapRecord } from '@wasm-vitals/protocol';
import type { MemoryReport } from '../memory/memory-report.js';
import { exportName } from '../module/module-record.js';
import type { ModuleRegistry } from '../module/module-registry.js';
import type { LastCalls } from './last-calls.js';
import type { TrapDeps } from './traps.js';

export interface TrapContextDeps {
  readonly modules: Pick<ModuleRegistry, 'byId' | 'records'>;
  readonly memory: Pick<MemoryReport, 'glance'>;
  readonly lastCalls: Pick<LastCalls, 'until'>;
  readonly now: () => DurationMs;
  readonly marks: (() => TrapRecord['marks']) | undefined;
}

/** What a trap's record holds beside the error. */
export function createTrapContext(deps: TrapContextDeps): Pick<TrapDeps, 'circumstances' | 'moduleOf'> {
  const { modules, memory, lastCalls, now, marks } = deps;
  return {
    circumstances(state) {
      const record = modules.byId(state.moduleId?.() ?? '');
      if (record) record.trapped = true;
      const set = marks?.();
      return {
        lastCalls: lastCalls.until(now(), state),
        memory: memory.glance(),
        ...(set ? { marks: set } : {}),
      };
    },
    moduleOf(id) {
      const record = modules.byId(id);
      if (!record) return undefined;
      // a stack does not say of which module a frame is: with several, a name could be another module's
      const only = [...modules.records].length === 1;
      return {
        ...(record.buildId === undefined ? {} : { buildId: record.buildId }),
        nameOf: (index) => (only ? exportName(record, index) : undefined),
      };
    },
  };
}
