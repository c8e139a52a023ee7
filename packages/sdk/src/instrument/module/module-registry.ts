import { createModuleRecord, type ModuleRecord } from './module-record.js';
import { readBuildId, readModuleName, readTargetFeatures } from './custom-sections.js';
import { findResource } from './find-resource.js';
import { fingerprint, textHash } from './fingerprint.js';
import { readBinary } from './read-binary.js';

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
  byId(id: string): ModuleRecord | undefined;
  /** Completes what is not needed before anybody looks: name section, build id, features, the file. */
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
      if (facts) {
        record.facts = facts;
        facts.features.forEach((feature) => record.features.add(feature));
      }
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
        nameByFile(record, provenance.url);
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
    byId: (id) => byId.get(id),
    describe(record) {
      if (record.searches < MOST_SEARCHES) describeFile(record);
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

/** An answer is listed when its body has ended, which can be after the module runs; so it is looked for again. */
const MOST_SEARCHES = 3;

function describeFile(record: ModuleRecord): void {
  record.searches += 1;
  const file = findResource(record);
  if (!file) return;
  record.searches = MOST_SEARCHES;
  record.url ??= file.url;
  nameByFile(record, file.url);
  if (file.bytes !== undefined) record.bytes ??= file.bytes;
  if (file.cached !== undefined) record.cached = file.cached;
}

function nameByFile(record: ModuleRecord, url: string): void {
  const file = fileName(url);
  if (file && !record.named) record.name = file;
}

function describe(record: ModuleRecord, module: WebAssembly.Module): void {
  const sectionOf = (label: string): Uint8Array | undefined => {
    const [section] = WebAssembly.Module.customSections(module, label);
    return section && new Uint8Array(section);
  };
  const names = sectionOf('name');
  const name = names && readModuleName(names);
  if (name && !record.named) {
    record.name = name;
    record.named = true;
  }
  const buildId = sectionOf('build_id');
  if (buildId) record.buildId = readBuildId(buildId);
  if (record.facts) return;
  // a streamed module, whose bytes went past us: at least what the toolchain wrote down
  for (const feature of readTargetFeatures(sectionOf('target_features') ?? NOTHING)) {
    record.features.add(feature);
  }
}

const NOTHING = new Uint8Array();

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
