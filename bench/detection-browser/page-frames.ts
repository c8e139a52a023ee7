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
 * Holds back the callbacks of `requestAnimationFrame`. The browser automation keeps every page focused and visible, so
 * a hidden tab is made here, of all that a page can see of one: its state, the event, and no more frames.
 */
export function startFrames(): Frames {
  const request = window.requestAnimationFrame.bind(window);
  const held: FrameRequestCallback[] = [];
  let holds = 0;
  let hidden = false;

  window.requestAnimationFrame = (callback) => {
    if (holds === 0) return request(callback);
    held.push(callback);
    return -1;
  };

  function release(): void {
    holds--;
    if (holds === 0) for (const callback of held.splice(0)) request(callback);
  }

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
    hide() {
      holds++;
      setHidden(true);
    },
    show() {
      setHidden(false);
      release();
    },
    pause: () => void holds++,
    resume: release,
  };
}
