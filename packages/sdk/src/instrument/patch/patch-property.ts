/** A property of a shared object that we replaced. */
export interface Patch {
  /**
   * Puts the original descriptor back where ours is still the one in place. Where another library patched on top of
   * us, its patch stays, and ours below it passes everything through: that is what `stopped` in the hooks is for.
   */
  restore(): void;
}

/** Replaces a property by what `make` returns; undefined where there is none or it can't be configured. */
export function patchProperty(
  target: object,
  key: PropertyKey,
  make: (original: PropertyDescriptor) => PropertyDescriptor | undefined,
): Patch | undefined {
  const original = Object.getOwnPropertyDescriptor(target, key);
  if (!original?.configurable) return undefined;
  const ours = make(original);
  if (!ours) return undefined;
  Object.defineProperty(target, key, { ...original, ...ours });
  const mark = markOf({ ...original, ...ours }, original);
  return {
    restore() {
      const now = Object.getOwnPropertyDescriptor(target, key);
      if (now && markOf(now, original) === mark) Object.defineProperty(target, key, awake(original));
      else dormant.set(mark, original);
    },
  };
}

/**
 * Patches whose owner stopped while another one lay on top: mark → what was there before. Shared by all monitors of a
 * page, so that whoever stops last clears them all away.
 */
const dormant = new WeakMap<object, PropertyDescriptor>();

/** The function by which a patch is known in its place. */
function markOf(descriptor: PropertyDescriptor, original: PropertyDescriptor = {}): object {
  const { get, set } = descriptor;
  const own = get !== undefined && get !== original.get ? get : set;
  return (descriptor.value ?? own ?? descriptor) as object;
}

/** What lay below, without the patches of those who have stopped. */
function awake(descriptor: PropertyDescriptor): PropertyDescriptor {
  for (let at = descriptor; ;) {
    const parts: readonly unknown[] = [at.value, at.get, at.set];
    const below = parts
      .filter((part) => isObject(part))
      .map((part) => dormant.get(part))
      .find((found) => found !== undefined);
    if (!below) return at;
    at = below;
  }
}

export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** Replaces a method; the new one gets the old one's `name` and `length`, as feature checks read them. */
export function patchMethod(
  target: object,
  key: string,
  make: (original: AnyFunction) => AnyFunction,
): Patch | undefined {
  return patchProperty(target, key, (original) => {
    if (typeof original.value !== 'function') return undefined;
    const native = original.value as AnyFunction;
    return { value: likeNative(make(native), native) };
  });
}

/** Gives a function the `name` and `length` of the one that it stands for. */
export function likeNative<F extends object>(ours: F, native: object): F {
  for (const key of ['name', 'length'] as const) {
    const descriptor = Object.getOwnPropertyDescriptor(native, key);
    if (descriptor) Object.defineProperty(ours, key, descriptor);
  }
  return ours;
}
