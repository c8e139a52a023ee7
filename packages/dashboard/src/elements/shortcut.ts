/** A key with its modifiers, as `Alt+Shift+W` says it. */
export interface Shortcut {
  readonly key: string;
  readonly alt: boolean;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly shift: boolean;
}

/** Reads `Alt+Shift+W`, `F9`, `Ctrl+.`; undefined where it names no key. */
export function parseShortcut(text: string): Shortcut | undefined {
  const parts = text.split('+').map((part) => part.trim().toLowerCase());
  const key = parts.pop();
  if (!key) return undefined;
  return {
    key,
    alt: parts.includes('alt'),
    ctrl: parts.includes('ctrl'),
    meta: parts.includes('meta'),
    shift: parts.includes('shift'),
  };
}

const isEditable = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(?:input|textarea|select)$/i.test(target.tagName));

/** Whether an event is the shortcut. A key without modifiers is left to whoever is being typed into. */
export function matchesShortcut(event: KeyboardEvent, shortcut: Shortcut): boolean {
  const { key, alt, ctrl, meta, shift } = shortcut;
  if (!alt && !ctrl && !meta && isEditable(event.composedPath()[0])) return false;
  // With Alt, some keyboards write another character: the place of the key tells.
  const same = event.key.toLowerCase() === key || event.code.toLowerCase() === `key${key}`;
  return (
    same &&
    event.altKey === alt &&
    event.ctrlKey === ctrl &&
    event.metaKey === meta &&
    event.shiftKey === shift
  );
}
