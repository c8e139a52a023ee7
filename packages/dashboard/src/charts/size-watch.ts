type OnSize = (box: DOMRectReadOnly) => void;

/** All dashboards of a page share one observer: the browser asks each of them after every layout of the page. */
function createSizeWatch() {
  const listeners = new Map<Element, OnSize>();
  let observer: ResizeObserver | undefined;

  const onResize = (entries: readonly ResizeObserverEntry[]): void => {
    for (const { target, contentRect } of entries) listeners.get(target)?.(contentRect);
  };

  return {
    /** Tells the size of an element now and whenever it changes. One listener an element. Returns the way to stop. */
    watch(element: Element, listener: OnSize): () => void {
      observer ??= new ResizeObserver(onResize);
      listeners.set(element, listener);
      observer.observe(element);
      return () => {
        if (!listeners.delete(element)) return;
        observer?.unobserve(element);
        if (listeners.size > 0) return;
        observer?.disconnect();
        observer = undefined;
      };
    },
  };
}

export const sizeWatch = createSizeWatch();
