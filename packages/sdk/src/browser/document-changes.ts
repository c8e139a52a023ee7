import type { Guard } from './guard.js';
import { listen } from './listen.js';

/** What a page does in answer to input, apart from changes of its elements. */
const ANSWERS = ['focusin', 'scroll', 'input', 'change', 'toggle', 'play', 'pause', 'fullscreenchange'];

/**
 * Watches a document for whatever a person would see: changes of elements, focus, scrolling, form input, a navigation
 * within the page or away from it. Returns the way to stop.
 */
export function watchDocumentChanges(
  window: Window & typeof globalThis,
  onChange: () => void,
  guard: Guard,
): () => void {
  const { document } = window;
  const changed = guard.wrap('observers', onChange);
  const observer = new MutationObserver(changed);
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const off = [
    listen(document, ANSWERS, onChange, { guard }),
    listen(window, ['popstate', 'hashchange', 'pagehide', 'blur'], onChange, { guard }),
  ];
  return () => {
    observer.disconnect();
    for (const stop of off) stop();
  };
}
