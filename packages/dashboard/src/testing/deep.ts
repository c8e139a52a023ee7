/** All elements below a root, through open shadow roots, in document order. */
export function* everyElement(root: ParentNode): Generator<Element> {
  for (const element of root.children) {
    yield element;
    if (element.shadowRoot) yield* everyElement(element.shadowRoot);
    yield* everyElement(element);
  }
}

/** The text below a node, through open shadow roots, without styles; white space squeezed. */
export function deepText(node: Node): string {
  if (node instanceof Text) return node.data;
  if (node instanceof HTMLStyleElement) return '';
  const children = node instanceof Element && node.shadowRoot ? node.shadowRoot.childNodes : node.childNodes;
  return [...children].map(deepText).join('').replaceAll(/\s+/g, ' ');
}

interface Updating extends Element {
  readonly updateComplete: Promise<unknown>;
}

/** Waits until no part of a dashboard has anything left to draw. Charts draw later, in idle time. */
export async function settled(dashboard: Updating): Promise<void> {
  for (let i = 0; i < 4; i++) {
    await dashboard.updateComplete;
    for (const element of everyElement(dashboard.shadowRoot ?? dashboard)) {
      if ('updateComplete' in element) await element.updateComplete;
    }
  }
}
