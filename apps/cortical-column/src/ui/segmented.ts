import { element } from './element.js';

export interface Segmented {
  readonly object: HTMLElement;
  show(index: number): void;
}

/** A row of choices, one of which is on: radio buttons for keyboards and screen readers. */
export function createSegmented(
  label: string,
  choices: readonly string[],
  choose: (index: number) => void,
): Segmented {
  const name = `choice-${label.toLowerCase().replace(/\W+/g, '-')}`;
  const inputs = choices.map((_, index) => {
    const input = element('input', { type: 'radio', name, className: 'visually-hidden' });
    input.addEventListener('change', () => choose(index));
    return input;
  });
  const options = inputs.map((input, index) =>
    element('label', { className: 'segment' }, input, element('span', {}, choices[index] ?? '')),
  );
  const object = element('div', { className: 'segmented', role: 'radiogroup', ariaLabel: label }, ...options);
  return {
    object,
    show(index) {
      for (const [at, input] of inputs.entries()) input.checked = at === index;
    },
  };
}
