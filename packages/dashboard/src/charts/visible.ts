/** Tells whether an element can be seen: on screen, in a tab that is not hidden. Returns the way to stop. */
export function onVisible(element: Element, listener: (visible: boolean) => void): () => void {
  let onScreen = false;
  let seen = false;

  const tell = (): void => {
    const visible = onScreen && document.visibilityState !== 'hidden';
    if (visible === seen) return;
    seen = visible;
    listener(visible);
  };

  const observer = new IntersectionObserver((entries) => {
    onScreen = entries[entries.length - 1]?.isIntersecting ?? false;
    tell();
  });
  observer.observe(element);
  document.addEventListener('visibilitychange', tell);
  return () => {
    observer.disconnect();
    document.removeEventListener('visibilitychange', tell);
  };
}
