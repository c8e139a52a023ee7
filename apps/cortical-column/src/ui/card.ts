import { element } from './element.js';

/** A titled part of the side panel that can be folded away. */
export function createCard(title: string, open: boolean, ...children: readonly Node[]): HTMLElement {
  const summary = element('summary', {}, element('h2', {}, title));
  return element(
    'details',
    { className: 'card', open },
    summary,
    element('div', { className: 'card-body' }, ...children),
  );
}

/** A labelled line of the side panel. */
export function createField(label: string, control: Node): HTMLElement {
  return element(
    'div',
    { className: 'field' },
    element('span', { className: 'field-label' }, label),
    control,
  );
}
