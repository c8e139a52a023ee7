import { likeNative, patchMethod, patchProperty, type Patch } from './patch-property.js';

export interface BoundaryHooks {
  /** What the engine gets in a wrapper's place. */
  unwrap(value: unknown): unknown;
  /** A table was made or met. */
  onTable(table: WebAssembly.Table): void;
  onMemory(memory: WebAssembly.Memory, maximum: number | undefined): void;
  /** Runs a growth called from JavaScript; `patched` is the function that was called. */
  aroundGrow(memory: WebAssembly.Memory, grow: () => unknown, patched: unknown): unknown;
  /** A function of the host was made one that may suspend WebAssembly. */
  onSuspending(suspending: object, fn: unknown): void;
}

/** Everywhere else that a function or a memory passes between host and engine: tables, globals, memories, JSPI. */
export function patchBoundary(hooks: BoundaryHooks): Patch[] {
  const { unwrap, onTable, onMemory, aroundGrow, onSuspending } = hooks;
  const unwrapAll = (args: unknown[]): unknown[] => args.map(unwrap);
  const unwrapping = (native: (this: unknown, ...args: unknown[]) => unknown) =>
    function (this: unknown, ...args: unknown[]) {
      return native.apply(this, unwrapAll(args));
    };
  const api = WebAssembly as unknown as Record<string, unknown>;
  return [
    patchMethod(WebAssembly.Table.prototype, 'set', unwrapping),
    patchMethod(WebAssembly.Table.prototype, 'grow', unwrapping),
    patchProperty(WebAssembly.Global.prototype, 'value', (original) => {
      const set = original.set;
      return (
        set && {
          set: likeNative(function (this: unknown, value: unknown) {
            set.call(this, unwrap(value));
          }, set),
        }
      );
    }),
    patchMethod(WebAssembly.Memory.prototype, 'grow', (native) => {
      return function patched(this: unknown, ...args: unknown[]) {
        if (!(this instanceof WebAssembly.Memory)) return native.apply(this, args);
        return aroundGrow(this, () => native.apply(this, args), patched);
      };
    }),
    patchConstructor('Table', unwrapAll, (table) => onTable(table as WebAssembly.Table)),
    patchConstructor('Global', unwrapAll),
    patchConstructor('Memory', undefined, (memory, [descriptor]) => {
      onMemory(memory as WebAssembly.Memory, declaredMaximum(descriptor));
    }),
    ...('promising' in api ? [patchMethod(WebAssembly, 'promising', unwrapping)] : []),
    ...('Suspending' in api
      ? [
          patchConstructor('Suspending', unwrapAll, (made, [fn]) => {
            onSuspending(made, fn);
          }),
        ]
      : []),
  ].filter((patch) => patch !== undefined);
}

type ConstructorName = 'Table' | 'Global' | 'Memory' | 'Suspending' | 'Module' | 'Instance';

/** A proxy keeps everything of a constructor as it was: `instanceof`, statics, subclasses, errors without `new`. */
export function patchConstructor(
  name: ConstructorName,
  changeArgs?: (args: unknown[]) => unknown[],
  onMade?: (made: object, args: readonly unknown[]) => void,
): Patch | undefined {
  return patchProperty(WebAssembly, name, (original) => {
    if (typeof original.value !== 'function') return undefined;
    const native = original.value as new (...args: unknown[]) => object;
    const proxy: object = new Proxy(native, {
      construct(target, args: unknown[], newTarget) {
        const made = Reflect.construct(
          target,
          changeArgs ? changeArgs(args) : args,
          newTarget === proxy ? target : newTarget,
        ) as object;
        onMade?.(made, args);
        return made;
      },
    });
    return { value: proxy };
  });
}

function declaredMaximum(descriptor: unknown): number | undefined {
  if (typeof descriptor !== 'object' || descriptor === null) return undefined;
  const maximum: unknown = Reflect.get(descriptor, 'maximum');
  return typeof maximum === 'number' || typeof maximum === 'bigint' ? Number(maximum) : undefined;
}
