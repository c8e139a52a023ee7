import type { DurationMs } from '@wasm-vitals/protocol';
import type { Guard } from './guard.js';
import { listen, type EventSource } from './listen.js';

/** `hidden` also stands for leaving into the back/forward cache; `frozen` comes after it, `resumed` ends all of them. */
export type LifecycleChange = 'hidden' | 'visible' | 'frozen' | 'resumed' | 'leaving';

export interface Lifecycle {
  readonly visible: boolean;
  /** Time for which the page was visible since the start, monotonic. A reader keeps the last value and subtracts. */
  visibleTime(): DurationMs;
  stop(): void;
}

export interface LifecycleScope extends EventSource {
  readonly document?: EventSource & { readonly visibilityState: string };
}

/**
 * Follows whether the page is seen: visibilitychange, freeze, resume, pagehide, pageshow. In a worker, which can't know,
 * it is always visible.
 */
export function startLifecycle(
  scope: LifecycleScope,
  onChange: (change: LifecycleChange) => void,
  { guard, now }: { readonly guard: Guard; readonly now: () => DurationMs },
): Lifecycle {
  const { document } = scope;
  let visible = document === undefined || document.visibilityState === 'visible';
  let frozen = false;
  let since = now();
  let total = 0;

  function setVisible(next: boolean): void {
    if (next === visible) return;
    const at = now();
    if (visible) total += at - since;
    since = at;
    visible = next;
    onChange(next ? 'visible' : 'hidden');
  }

  function onVisibility(): void {
    setVisible(document?.visibilityState === 'visible');
  }

  function onFreeze(): void {
    frozen = true;
    setVisible(false);
    onChange('frozen');
  }

  function onResume(): void {
    if (!frozen) return;
    frozen = false;
    onChange('resumed');
    onVisibility();
  }

  function onPageHide(event: Event): void {
    if ((event as PageTransitionEvent).persisted) onFreeze();
    onChange('leaving');
  }

  if (!document) return { visible, visibleTime: () => total + now() - since, stop: () => undefined };
  const off = [
    listen(document, ['visibilitychange'], onVisibility, { guard }),
    listen(document, ['freeze'], onFreeze, { guard }),
    listen(document, ['resume'], onResume, { guard }),
    listen(scope, ['pagehide'], onPageHide, { guard }),
    listen(scope, ['pageshow'], onResume, { guard }),
  ];
  return {
    get visible() {
      return visible;
    },
    visibleTime: () => total + (visible ? now() - since : 0),
    stop: () => off.forEach((stop) => stop()),
  };
}
