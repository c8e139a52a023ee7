/**
 * The yardstick: counts and times every call, in the plainest way and at any cost. Written apart from the product, so
 * that a mistake there is not repeated here. Never used to judge speed.
 */
export interface Reference {
  /** `export add` or `table wasm-function[3]` → calls. */
  readonly calls: Map<string, number>;
  /** The same → milliseconds, nested calls included. */
  readonly time: Map<string, number>;
}

type Fn = (this: unknown, ...args: unknown[]) => unknown;

export function startReference(): Reference {
  const calls = new Map<string, number>();
  const time = new Map<string, number>();
  const raws = new WeakMap<object, Fn>();
  const wrappers = new WeakMap<object, Fn>();
  const exportObjects = new WeakMap<object, object>();
  const tables = new WeakSet<object>();
  const unwrap = (value: unknown): unknown =>
    typeof value === 'function' ? (raws.get(value) ?? value) : value;

  /** A function that was handed out before is handed out as its wrapper again. */
  const known = (value: unknown): unknown =>
    typeof value === 'function' ? (wrappers.get(value) ?? value) : value;

  function wrap(raw: Fn, key: string): Fn {
    const made = wrappers.get(raw) ?? (raws.has(raw) ? raw : undefined);
    if (made) return made;
    const wrapper: Fn = (...args) => {
      calls.set(key, (calls.get(key) ?? 0) + 1);
      const start = performance.now();
      try {
        return known(raw(...args.map(unwrap)));
      } finally {
        time.set(key, (time.get(key) ?? 0) + performance.now() - start);
      }
    };
    Object.defineProperty(wrapper, 'name', { value: raw.name });
    Object.defineProperty(wrapper, 'length', { value: raw.length });
    raws.set(wrapper, raw);
    wrappers.set(raw, wrapper);
    return wrapper;
  }

  const tableGet = WebAssembly.Table.prototype.get as Fn;
  function watch(table: object): void {
    if (tables.has(table)) return;
    tables.add(table);
    Object.defineProperty(table, 'get', {
      configurable: true,
      value: function (this: unknown, ...args: unknown[]): unknown {
        const value = tableGet.apply(this, args);
        return typeof value === 'function' ? wrap(value as Fn, `table wasm-function[${value.name}]`) : value;
      },
    });
  }

  function wrapAll(raw: Record<string, unknown>): object {
    let wrapped = exportObjects.get(raw);
    if (!wrapped) {
      const fresh: Record<string, unknown> = {};
      for (const [name, value] of Object.entries(raw)) {
        fresh[name] = typeof value === 'function' ? wrap(value as Fn, `export ${name}`) : value;
        if (value instanceof WebAssembly.Table) watch(value);
      }
      wrapped = fresh;
      exportObjects.set(raw, wrapped);
    }
    return wrapped;
  }

  const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
  function standIn(imports: unknown): unknown {
    if (!isObject(imports)) return imports;
    const read = (namespace: object): object =>
      new Proxy(
        {},
        {
          get(_, name) {
            const value: unknown = Reflect.get(namespace, name);
            if (value instanceof WebAssembly.Table) watch(value);
            return unwrap(value);
          },
        },
      );
    return new Proxy(
      {},
      {
        get(_, name) {
          const namespace: unknown = Reflect.get(imports, name);
          return isObject(namespace) || typeof namespace === 'function' ? read(namespace) : namespace;
        },
      },
    );
  }

  const api = WebAssembly as unknown as Record<string, Fn>;
  for (const key of ['instantiate', 'instantiateStreaming']) {
    const native = api[key];
    if (native) api[key] = (source, imports, ...rest) => native(source, standIn(imports), ...rest);
  }
  const NativeInstance = WebAssembly.Instance;
  const construct = (...args: unknown[]): WebAssembly.Instance =>
    new NativeInstance(args[0] as WebAssembly.Module, standIn(args[1]) as WebAssembly.Imports);
  Object.assign(WebAssembly, {
    Instance: new Proxy(NativeInstance, { construct: (_, args) => construct(...(args as unknown[])) }),
  });
  const getter = Object.getOwnPropertyDescriptor(NativeInstance.prototype, 'exports')?.get;
  Object.defineProperty(NativeInstance.prototype, 'exports', {
    configurable: true,
    get(this: unknown) {
      return wrapAll(getter?.call(this) as Record<string, unknown>);
    },
  });
  for (const key of ['set', 'grow'] as const) {
    const native = WebAssembly.Table.prototype[key] as Fn;
    Object.defineProperty(WebAssembly.Table.prototype, key, {
      configurable: true,
      value: function (this: unknown, ...args: unknown[]): unknown {
        return native.apply(this, args.map(unwrap));
      },
    });
  }
  for (const key of ['promising', 'Suspending', 'Global', 'Table']) {
    const native = api[key];
    if (!native) continue;
    Object.assign(WebAssembly, {
      [key]: new Proxy(native, {
        apply: (target, self, args: unknown[]): unknown => target.apply(self, args.map(unwrap)),
        construct(target, args: unknown[]) {
          const made: unknown = Reflect.construct(target, args.map(unwrap));
          return made as object;
        },
      }),
    });
  }
  return { calls, time };
}
