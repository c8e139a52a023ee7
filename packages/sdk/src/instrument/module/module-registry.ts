import { createModuleRecord, type ModuleRecord } from './module-record.js';
import { readBinary, readModuleName } from './read-binary.js';
import { fingerprint, textHash } from './fingerprint.js';

/** What a load path knows of a module when it has one. */
export interface Provenance {
  readonly bytes?: Uint8Array;
  readonly url?: string;
  readonly streaming?: boolean;
}

/** All modules seen. Holds no `Module` and no instance: those are keys of weak maps, or weak references. */
export interface ModuleRegistry {
  /** The record of a module, made at first sight. */
  record(module: WebAssembly.Module | undefined, provenance?: Provenance): ModuleRecord;
  /** Counts an instance in; it counts out by itself when it is collected. */
  addInstance(instance: WebAssembly.Instance, record: ModuleRecord): void;
  recordOf(instance: WebAssembly.Instance): ModuleRecord | undefined;
  readonly records: Iterable<ModuleRecord>;
  /** Completes what is not needed before anybody looks: name section, build id. */
  describe(record: ModuleRecord): void;
  /** Forgets modules without an instance. */
  forgetUnused(): void;
}

export function createModuleRegistry(): ModuleRegistry {
  const byModule = new WeakMap<WebAssembly.Module, ModuleRecord>();
  const byInstance = new WeakMap<WebAssembly.Instance, ModuleRecord>();
  const modules = new WeakMap<ModuleRecord, WeakRef<WebAssembly.Module>>();
  const byId = new Map<string, ModuleRecord>();
  const collected = new FinalizationRegistry<ModuleRecord>((record) => {
    record.instances -= 1;
  });

  function create(module: WebAssembly.Module | undefined, provenance: Provenance): ModuleRecord {
    const id = identify(module, provenance, byId);
    const record = byId.get(id) ?? createModuleRecord(id);
    if (provenance.bytes && record.bytes === undefined) {
      record.bytes = provenance.bytes.byteLength;
      const facts = readBinary(provenance.bytes);
      if (facts) record.facts = facts;
    }
    if (module && record.exports === 0) {
      record.exports = WebAssembly.Module.exports(module).length;
      record.imports = WebAssembly.Module.imports(module).length;
    }
    byId.set(id, record);
    return record;
  }

  return {
    record(module, provenance = {}) {
      const record = (module && byModule.get(module)) ?? create(module, provenance);
      byId.set(record.id, record); // an unused one may have been forgotten
      if (provenance.url && !record.url) {
        record.url = provenance.url;
        const file = fileName(provenance.url);
        if (file && !record.named) record.name = file;
      }
      if (provenance.streaming !== undefined) record.streaming ??= provenance.streaming;
      if (module) {
        if (byModule.get(module) !== record) modules.set(record, new WeakRef(module));
        byModule.set(module, record);
      }
      return record;
    },
    addInstance(instance, record) {
      byId.set(record.id, record);
      if (byInstance.has(instance)) return;
      byInstance.set(instance, record);
      record.instances += 1;
      collected.register(instance, record);
    },
    recordOf: (instance) => byInstance.get(instance),
    get records() {
      return byId.values();
    },
    describe(record) {
      if (record.described) return;
      const module = modules.get(record)?.deref();
      if (!module) return;
      record.described = true;
      describe(record, module);
    },
    forgetUnused() {
      for (const [id, record] of byId) if (record.instances <= 0) byId.delete(id);
    },
  };
}

function describe(record: ModuleRecord, module: WebAssembly.Module): void {
  const [section] = WebAssembly.Module.customSections(module, 'name');
  const name = section && readModuleName(new Uint8Array(section));
  if (name && !record.named) {
    record.name = name;
    record.named = true;
  }
  const [buildId] = WebAssembly.Module.customSections(module, 'build_id');
  if (buildId) record.buildId = readBuildId(new Uint8Array(buildId));
}

/** The section holds a length-prefixed byte string (wasm-ld `--build-id`); shown in hex. */
function readBuildId(section: Uint8Array): string {
  const length = section[0];
  const body = length === section.length - 1 ? section.subarray(1) : section;
  return Array.from(body, (value) => value.toString(16).padStart(2, '0')).join('');
}

/** Stable for the same bytes; without bytes, for the same address; without both, for the same interface. */
function identify(
  module: WebAssembly.Module | undefined,
  { bytes, url }: Provenance,
  taken: ReadonlyMap<string, ModuleRecord>,
): string {
  if (bytes) return `wasm-${fingerprint(bytes)}`;
  if (url) return `wasm-${textHash(url)}`;
  if (!module) return `wasm-${textHash(`unknown ${taken.size}`)}`;
  const shape = [...WebAssembly.Module.imports(module), ...WebAssembly.Module.exports(module)];
  return `wasm-${textHash(shape.map((entry) => `${entry.kind} ${entry.name}`).join('\n'))}`;
}

/** `https://host/a/b.wasm?v=1` gives `b.wasm`; data and blob addresses name nothing. */
function fileName(url: string): string | undefined {
  if (/^(data|blob):/.test(url)) return undefined;
  const path = url.split(/[?#]/, 1)[0] ?? '';
  return path.slice(path.lastIndexOf('/') + 1) || undefined;
}
