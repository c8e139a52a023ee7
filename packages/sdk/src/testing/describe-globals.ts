/** Objects that a monitor may patch something on, by name. */
function patchable(): Record<string, object> {
  const page = globalThis as unknown as Record<string, unknown>;
  const classes = [
    ...['Instance', 'Module', 'Memory', 'Table', 'Global'].map(
      (name) => [`WebAssembly.${name}`, name] as const,
    ),
  ].map(([name, key]) => [name, Reflect.get(WebAssembly, key) as { prototype: object }] as const);
  const names = [
    ...['EventTarget', 'Window', 'Document', 'HTMLCanvasElement', 'XMLHttpRequest', 'History', 'Worker'],
    ...['Response', 'Performance', 'PerformanceObserver', 'Promise', 'Function', 'Object'],
  ];
  return {
    window: globalThis,
    WebAssembly,
    performance,
    navigator,
    history,
    document,
    ...Object.fromEntries(
      names.map((name) => [`${name}.prototype`, (page[name] as typeof Object).prototype as object]),
    ),
    ...Object.fromEntries(classes),
    ...Object.fromEntries(classes.map(([name, { prototype }]) => [`${name}.prototype`, prototype])),
  };
}

/**
 * Every own property of everything that may be patched, with its descriptor: values are compared by identity. Numbered
 * properties of the window (frames) come and go by themselves.
 */
export function describeGlobals(): ReadonlyMap<string, readonly unknown[]> {
  const found = new Map<string, readonly unknown[]>();
  for (const [name, target] of Object.entries(patchable())) {
    for (const key of Reflect.ownKeys(target)) {
      if (typeof key === 'string' && /^(?:\d+|__vitest|event$)/.test(key)) continue;
      const descriptor: PropertyDescriptor = Object.getOwnPropertyDescriptor(target, key) ?? {};
      const { get, set, configurable, enumerable, writable } = descriptor;
      const value: unknown = descriptor.value;
      const identity = [value, get, set].map(identify);
      found.set(`${name}.${String(key)}`, [...identity, configurable, enumerable, writable]);
    }
  }
  return found;
}

const ids = new WeakMap<object, number>();
let next = 0;

/** A number for an object or function, the same for the same one; other values as they are. */
function identify(value: unknown): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return value;
  const id = ids.get(value) ?? next++;
  ids.set(value, id);
  return `#${id}`;
}
