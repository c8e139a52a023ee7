import { isObject } from './patch-property.js';

/** Reads of one instantiation's imports, each passed through `pass` on its way to the engine. */
export type PassImport = (value: unknown, module: string, name: string) => unknown;

/**
 * Stands for the host's import object. The engine reads through it exactly what the module imports, once each and in
 * its own order, so that lazy import objects (Emscripten's dynamic linking gives proxies) see what they always saw.
 * The proxies' targets are dummies: a frozen namespace (another instance's exports) would forbid other values.
 */
export function passImports(imports: object, pass: PassImport): object {
  const namespaces = new Map<string, { readonly of: unknown; readonly stand: unknown }>();
  return new Proxy(
    {},
    {
      get(_target, module: string) {
        const of: unknown = Reflect.get(imports, module);
        const known = namespaces.get(module);
        if (known && known.of === of) return known.stand;
        const stand = isObject(of) ? namespace(of, (value, name) => pass(value, module, name)) : of;
        namespaces.set(module, { of, stand });
        return stand;
      },
    },
  );
}

/** For a module whose imports are known: plain objects, which the engine reads ten times as fast as proxies. */
export function copyImports(
  descriptors: readonly WebAssembly.ModuleImportDescriptor[],
  imports: object,
  pass: PassImport,
): object {
  const copy: Record<string, Record<string, unknown>> = Object.create(null) as Record<
    string,
    Record<string, unknown>
  >;
  for (const { module, name } of descriptors) {
    const from: unknown = Reflect.get(imports, module);
    if (!isObject(from)) return imports; // the engine finds the same and words the error
    const to = (copy[module] ??= Object.create(null) as Record<string, unknown>);
    to[name] = pass(Reflect.get(from, name), module, name);
  }
  return copy;
}

function namespace(of: object, pass: (value: unknown, name: string) => unknown): object {
  return new Proxy({}, { get: (_target, name: string) => pass(Reflect.get(of, name), name) });
}
