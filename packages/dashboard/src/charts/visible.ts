/** Tells a listener whether an element can be seen: on screen or nearly, in a tab that is not hidden. */
interface Sight {
  /** One listener an element. Returns the way to stop. */
  watch(element: Element, listener: (visible: boolean) => void): () => void;
}

/**
 * How often we look, in milliseconds. An observer that stays on has the browser look in each frame (in Chromium with a
 * `delay` too), and on a page that animates that costs more than the drawing it is to save. So each look observes and stops.
 */
const LOOK_EVERY = 500;
/** What is this near counts as seen, so that a slow scroll finds it drawn. */
const MARGIN = '200px 0px';

interface Watched {
  readonly listener: (visible: boolean) => void;
  onScreen: boolean;
  /** Undefined until the browser has looked for the first time. */
  told: boolean | undefined;
}

function createSight(): Sight {
  const watched = new Map<Element, Watched>();
  let observer: IntersectionObserver | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;

  const tell = (one: Watched): void => {
    const visible = one.onScreen && document.visibilityState !== 'hidden';
    if (visible === one.told) return;
    one.told = visible;
    one.listener(visible);
  };

  const onVisibility = (): void => {
    for (const one of [...watched.values()]) if (one.told !== undefined) tell(one);
  };

  const onLook = (entries: readonly IntersectionObserverEntry[]): void => {
    for (const { target, isIntersecting } of entries) {
      observer?.unobserve(target);
      const one = watched.get(target);
      if (!one) continue;
      one.onScreen = isIntersecting;
      tell(one);
    }
  };

  /** An element that was not observed is told of at once. */
  const look = (): void => {
    if (document.visibilityState === 'hidden') return;
    for (const element of watched.keys()) observer?.observe(element);
  };

  const open = (): IntersectionObserver => {
    document.addEventListener('visibilitychange', onVisibility);
    timer = setInterval(look, LOOK_EVERY);
    return new IntersectionObserver(onLook, { rootMargin: MARGIN });
  };

  const close = (): void => {
    document.removeEventListener('visibilitychange', onVisibility);
    clearInterval(timer);
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
