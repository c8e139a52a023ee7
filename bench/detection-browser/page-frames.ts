/** The page's frames, in the hands of the bench: what a hidden tab and an idle page do to them. */
export interface Frames {
  /** As a tab in the background: no frames, and the document says so. */
  hide(): void;
  show(): void;
  /** The page asks for no frames, as one that draws on demand and has nothing to draw. */
  pause(): void;
  resume(): void;
}

/**
 * Lets the page ask for nothing until the function that is given back is called: what it would ask for is kept, above
 * all that watches its requests.
 */
function startPause(): () => void {
  const request = window.requestAnimationFrame;
  const kept: FrameRequestCallback[] = [];
  window.requestAnimationFrame = (callback) => -kept.push(callback);
  return () => {
    window.requestAnimationFrame = request;
    for (const callback of kept) request.call(window, callback);
  };
}

/**
 * Holds back the callbacks of `requestAnimationFrame`. The browser automation keeps every page focused and visible, so
 * a hidden tab is made here, of all that a page can see of one: its state, the event, and no more frames.
 */
export function startFrames(): Frames {
  const request = window.requestAnimationFrame.bind(window);
  const held: FrameRequestCallback[] = [];
  let endPause: (() => void) | undefined;
  let hidden = false;

  window.requestAnimationFrame = (callback) => {
    if (!hidden) return request(callback);
    held.push(callback);
    return -1;
  };

  function setHidden(next: boolean): void {
    hidden = next;
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }

  Object.defineProperty(Document.prototype, 'visibilityState', {
    configurable: true,
    get: () => (hidden ? 'hidden' : 'visible'),
  });
  Object.defineProperty(Document.prototype, 'hidden', { configurable: true, get: () => hidden });

  return {
    hide: () => setHidden(true),
    show() {
      setHidden(false);
      for (const callback of held.splice(0)) request(callback);
    },
    pause: () => void (endPause ??= startPause()),
    resume() {
      endPause?.();
      endPause = undefined;
    },
  };
}
