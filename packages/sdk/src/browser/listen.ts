import type { CostPart, Guard } from './guard.js';

/** Something that events can be heard from: a window, a document, a worker's scope. */
export type EventSource = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;

/**
 * Listens without standing in the host's way: in the capture phase (a host that stops propagation hides nothing from us),
 * passive (no scroll waits for us) and guarded. Returns the way to stop.
 */
export function listen<E extends Event>(
  target: EventSource,
  types: readonly string[],
  listener: (event: E) => void,
  { guard, part = 'observers' }: { readonly guard: Guard; readonly part?: CostPart },
): () => void {
  const guarded = guard.wrap(part, listener as (event: Event) => void);
  const options = { capture: true, passive: true };
  for (const type of types) target.addEventListener(type, guarded, options);
  return () => {
    for (const type of types) target.removeEventListener(type, guarded, options);
  };
}
