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
  return {
    restore() {
      const now = Object.getOwnPropertyDescriptor(target, key);
      if (
        now &&
        now.value === ours.value &&
        now.get === (ours.get ?? original.get) &&
        now.set === (ours.set ?? original.set)
      ) {
        Object.defineProperty(target, key, original);
      }
    },
  };
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
