import type { DurationMs } from '@wasm-vitals/protocol';
import type { ModuleRecord } from '../module/module-record.js';
import type { ModuleRegistry, Provenance } from '../module/module-registry.js';
import { copyImports, passImports, type PassImport } from './imports.js';
import { patchConstructor } from './patch-boundary.js';
import { isObject, patchMethod, patchProperty, type Patch } from './patch-property.js';

export interface LoadingHooks {
  readonly modules: ModuleRegistry;
  readonly now: () => DurationMs;
  /** What the engine gets for one import of a module. */
  importPasser(record: () => ModuleRecord): PassImport;
  onInstance(instance: WebAssembly.Instance, record: ModuleRecord): void;
  /** What the host gets for an instance's exports. */
  exportsOf(instance: WebAssembly.Instance, raw: WebAssembly.Exports): WebAssembly.Exports;
  /** Address from which these bytes were fetched, where that was seen. */
  urlOf(source: object): string | undefined;
  stopped(): boolean;
}

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Every way in which a module or an instance comes to be. The instance stays the engine's own. */
export function patchLoading(hooks: LoadingHooks): Patch[] {
  const wasm = WebAssembly;
  const compiling = (streaming: boolean) => (native: Method) => patchedCompile(hooks, native, streaming);
  const instantiating = (streaming: boolean) => (native: Method) =>
    patchedInstantiate(hooks, native, streaming);
  return [
    patchMethod(wasm, 'compile', compiling(false)),
    patchMethod(wasm, 'compileStreaming', compiling(true)),
    patchMethod(wasm, 'instantiate', instantiating(false)),
    patchMethod(wasm, 'instantiateStreaming', instantiating(true)),
    patchModule(hooks),
    patchInstance(hooks),
    patchExports(hooks),
  ].filter((patch) => patch !== undefined);
}

function patchedCompile(hooks: LoadingHooks, native: Method, streaming: boolean): Method {
  return function (this: unknown, ...args: unknown[]) {
    if (hooks.stopped()) return native.apply(this, args);
    const provenance = provenanceOf(hooks, args[0], streaming);
    const start = hooks.now();
    return (native.apply(this, args) as Promise<WebAssembly.Module>).then((module) => {
      guard(() => {
        hooks.modules.record(module, provenance()).compileTime ??= hooks.now() - start;
      });
      return module;
    });
  };
}

function patchedInstantiate(hooks: LoadingHooks, native: Method, streaming: boolean): Method {
  return function (this: unknown, ...args: unknown[]) {
    if (hooks.stopped()) return native.apply(this, args);
    if (args[0] instanceof WebAssembly.Module) return instantiateModule(hooks, native, this, args);
    const provenance = provenanceOf(hooks, args[0], streaming);
    let record: ModuleRecord | undefined;
    const start = hooks.now();
    let compiled: DurationMs | undefined;
    const [source, imports, ...rest] = args;
    // what is read before the module is known belongs to the module of these bytes, or of this address
    const pass = hooks.importPasser(() => (record ??= hooks.modules.record(undefined, provenance())));
    const passed = isObject(imports)
      ? passImports(imports, (value, module, name) => {
          compiled ??= hooks.now(); // imports are read when compiling is over
          return pass(value, module, name);
        })
      : imports;
    const given = args.length > 1 ? [source, passed, ...rest] : [source];
    return (native.apply(this, given) as Promise<WebAssembly.WebAssemblyInstantiatedSource>).then(
      (result) => {
        guard(() => {
          const end = hooks.now();
          record = hooks.modules.record(result.module, provenance());
          record.compileTime ??= (compiled ?? end) - start;
          if (compiled !== undefined) record.instantiateTime ??= end - compiled;
          hooks.onInstance(result.instance, record);
        });
        return result;
      },
    );
  };
}

function instantiateModule(hooks: LoadingHooks, native: Method, self: unknown, args: unknown[]): unknown {
  const [module, imports, ...rest] = args as [WebAssembly.Module, unknown, ...unknown[]];
  const record = hooks.modules.record(module);
  const start = hooks.now();
  const given = args.length > 1 ? [module, prepareImports(hooks, record, module, imports), ...rest] : args;
  return (native.apply(self, given) as Promise<WebAssembly.Instance>).then((instance) => {
    guard(() => {
      record.instantiateTime ??= hooks.now() - start;
      hooks.onInstance(instance, record);
    });
    return instance;
  });
}

function prepareImports(
  hooks: LoadingHooks,
  record: ModuleRecord,
  module: WebAssembly.Module,
  imports: unknown,
): unknown {
  if (!isObject(imports) || record.imports === 0) return imports;
  record.importList ??= WebAssembly.Module.imports(module);
  return copyImports(
    record.importList,
    imports,
    hooks.importPasser(() => record),
  );
}

function patchModule(hooks: LoadingHooks): Patch | undefined {
  let start = 0;
  return patchConstructor(
    'Module',
    (args) => {
      start = hooks.now();
      return args;
    },
    (module, args) => {
      if (hooks.stopped()) return;
      const end = hooks.now();
      guard(() => {
        const record = hooks.modules.record(module, provenanceOf(hooks, args[0], false)());
        record.compileTime ??= end - start;
      });
    },
  );
}

function patchInstance(hooks: LoadingHooks): Patch | undefined {
  let start = 0;
  return patchConstructor(
    'Instance',
    (args) => {
      const [module, imports, ...rest] = args;
      if (hooks.stopped() || !(module instanceof WebAssembly.Module)) return args;
      const given = [
        module,
        prepareImports(hooks, hooks.modules.record(module), module, imports),
        ...rest,
      ].slice(0, args.length);
      start = hooks.now();
      return given;
    },
    (instance, [module]) => {
      if (hooks.stopped()) return;
      const end = hooks.now();
      guard(() => {
        const record = hooks.modules.record(module as WebAssembly.Module);
        record.instantiateTime ??= end - start;
        hooks.onInstance(instance as WebAssembly.Instance, record);
      });
    },
  );
}

/** The getter that hands out wrapped exports, once: then they are an own property of the instance, and free to read. */
function patchExports(hooks: LoadingHooks): Patch | undefined {
  return patchProperty(WebAssembly.Instance.prototype, 'exports', (original) => {
    const native = original.get;
    if (!native) return undefined;
    const get = {
      get exports(): unknown {
        const raw = native.call(this) as WebAssembly.Exports;
        return hooks.stopped() ? raw : hooks.exportsOf(this as unknown as WebAssembly.Instance, raw);
      },
    };
    const ours = Object.getOwnPropertyDescriptor(get, 'exports')?.get;
    return ours && { get: ours };
  });
}

/** Looks at where a module comes from without touching the stream; the bytes are read in the answer's turn. */
function provenanceOf(hooks: LoadingHooks, source: unknown, streaming: boolean): () => Provenance {
  if (streaming) {
    let url: string | undefined;
    Promise.resolve(source).then(
      (response) => {
        if (response instanceof Response) url = response.url;
      },
      () => undefined, // the host's own promise tells the host
    );
    return () => ({ streaming: true, ...(url ? { url } : {}) });
  }
  const bytes = bytesOf(source);
  const url =
    bytes && isObject(source) ? hooks.urlOf(ArrayBuffer.isView(source) ? source.buffer : source) : undefined;
  return () => ({ streaming: false, ...(bytes ? { bytes } : {}), ...(url ? { url } : {}) });
}

function bytesOf(source: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (typeof SharedArrayBuffer !== 'undefined' && source instanceof SharedArrayBuffer)
    return new Uint8Array(source);
  return undefined;
}

/** A fault of ours must not turn a module that loaded into one that didn't. */
function guard(work: () => void): void {
  try {
    work();
  } catch {
    // what could not be noted is missing from the reading, which says less and nothing wrong
  }
}
