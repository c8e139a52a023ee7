import type { Bytes, DurationMs, FunctionKind, ModuleInfo } from '@wasm-vitals/protocol';
import { createFunctionState, type FunctionState } from '../meter/function-state.js';
import type { BinaryFacts } from './read-binary.js';

/** Beyond this many functions of one kind, the rest of a module share one state: a page can have 65,000 table entries. */
const MAX_STATES = 10_000;
const REST = '(other functions)';

/** What is known of one module, shared by all instances (and by all `Module` objects of the same bytes). */
export interface ModuleRecord {
  readonly id: string;
  name: string;
  /** The user's name, the name section's or the file's is final; a made-up one may still be replaced. */
  named: boolean;
  buildId?: string;
  url?: string;
  bytes?: Bytes;
  compileTime?: DurationMs;
  instantiateTime?: DurationMs;
  streaming?: boolean;
  cached?: boolean;
  readonly features: Set<string>;
  instances: number;
  exports: number;
  imports: number;
  facts?: BinaryFacts;
  /** Kept after the first instance made from a `Module`: the list costs microseconds to ask for. */
  importList?: readonly WebAssembly.ModuleImportDescriptor[];
  /** The exports of one of its instances, to find a function's name by its index. */
  anyExports?: WeakRef<WebAssembly.Exports>;
  /** A call into it trapped: its heap may be torn. */
  trapped: boolean;
  /** Exports left raw because there were too many. */
  unwrappedExports: number;
  /** Custom sections were looked at (or there is no `Module` to look at). */
  described: boolean;
  /** How often its file was looked for among the resources. */
  searches: number;
  /** The counters of one of its functions, made at first use. */
  state(kind: FunctionKind, name: string): FunctionState;
  states(): Iterable<FunctionState>;
}

export function createModuleRecord(id: string): ModuleRecord {
  const byKind = new Map<FunctionKind, Map<string, FunctionState>>();
  return {
    id,
    name: id,
    named: false,
    instances: 0,
    exports: 0,
    imports: 0,
    unwrappedExports: 0,
    trapped: false,
    described: false,
    searches: 0,
    features: new Set(),
    state(kind, name) {
      let states = byKind.get(kind);
      if (!states) byKind.set(kind, (states = new Map<string, FunctionState>()));
      const key = states.size < MAX_STATES || states.has(name) ? name : REST;
      let state = states.get(key);
      if (!state) states.set(key, (state = createFunctionState({ name: key, kind, moduleId: () => id })));
      return state;
    },
    *states() {
      for (const states of byKind.values()) yield* states.values();
    },
  };
}

/** The name under which a module exports the function of this index. */
export function exportName(record: ModuleRecord, index: number): string | undefined {
  const entries = Object.entries(record.anyExports?.deref() ?? {});
  const name = String(index);
  return entries.find(([, value]) => typeof value === 'function' && value.name === name)?.[0];
}

/** The record as the snapshot shows it. */
export function moduleInfo(record: ModuleRecord, memories: ModuleInfo['memories']): ModuleInfo {
  const { id, name, buildId, url, bytes, compileTime, instantiateTime, streaming, cached } = record;
  const { facts, features } = record;
  return {
    id,
    name,
    instances: record.instances,
    exports: record.exports,
    imports: record.imports,
    memories,
    ...(buildId === undefined ? {} : { buildId }),
    ...(url === undefined ? {} : { url }),
    ...(bytes === undefined ? {} : { bytes }),
    ...(compileTime === undefined ? {} : { compileTime }),
    ...(instantiateTime === undefined ? {} : { instantiateTime }),
    ...(streaming === undefined ? {} : { streaming }),
    ...(cached === undefined ? {} : { cached }),
    ...(facts || features.size > 0 ? { features: [...features].sort() } : {}),
    ...(facts ? { sections: facts.sections } : {}),
  };
}
