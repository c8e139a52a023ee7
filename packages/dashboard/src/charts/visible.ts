/** Tells a listener whether an element can be seen: on screen or nearly, in a tab that is not hidden. */
interface Sight {
  /** One listener an element. Returns the way to stop. */
  watch(element: Element, listener: (visible: boolean) => void): () => void;
}

/**
 * How often the browser looks, in milliseconds. By default it does so in each frame, and on a page that animates that
 * costs more than the drawing it is to save; nobody scrolls so fast that a quarter of a second matters.
 */
const LOOK_EVERY = 250;
/** What is this near counts as seen, so that a slow scroll finds it drawn. */
const MARGIN = '100px 0px';

interface Watched {
  readonly listener: (visible: boolean) => void;
  onScreen: boolean;
  /** Undefined until the browser has looked for the first time. */
  told: boolean | undefined;
}

/** `delay` is in the specification (Intersection Observer V2) and not yet in the DOM types; others ignore it. */
const OPTIONS: IntersectionObserverInit & { delay: number } = { delay: LOOK_EVERY, rootMargin: MARGIN };

function createSight(): Sight {
  const watched = new Map<Element, Watched>();
  let observer: IntersectionObserver | undefined;

  const tell = (one: Watched): void => {
    const visible = one.onScreen && document.visibilityState !== 'hidden';
    if (visible === one.told) return;
    one.told = visible;
    one.listener(visible);
  };

  const tellAll = (): void => {
    for (const one of [...watched.values()]) if (one.told !== undefined) tell(one);
  };

  const onLook = (entries: readonly IntersectionObserverEntry[]): void => {
    for (const { target, isIntersecting } of entries) {
      const one = watched.get(target);
      if (!one) continue;
      one.onScreen = isIntersecting;
      tell(one);
    }
  };

  const open = (): IntersectionObserver => {
    document.addEventListener('visibilitychange', tellAll);
    return new IntersectionObserver(onLook, OPTIONS);
  };

  const close = (): void => {
    document.removeEventListener('visibilitychange', tellAll);
    observer?.disconnect();
    observer = undefined;
  };

  return {
    watch(element, listener) {
      observer ??= open();
      watched.set(element, { listener, onScreen: false, told: undefined });
      observer.observe(element);
      return () => {
        if (!watched.delete(element)) return;
        observer?.unobserve(element);
        if (watched.size === 0) close();
      };
    },
  };
}

/** All dashboards of a page share one observer. */
export const sight = createSight();
