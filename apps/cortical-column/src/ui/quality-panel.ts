import type { QualityControl } from '../quality/quality.js';
import { createCard, createField } from './card.js';
import { element } from './element.js';

function createLevels(control: QualityControl): HTMLElement {
  const select = element('select', { ariaLabel: control.label });
  for (const [level, text] of control.levels.entries())
    select.append(element('option', { value: String(level) }, text));
  select.value = String(control.get());
  select.addEventListener('change', () => void control.set(Number(select.value)));
  control.onChange((level) => (select.value = String(level)));
  return select;
}

function createButton(control: QualityControl): HTMLElement {
  const button = element('button', { type: 'button', className: 'quiet' }, 'Recycle');
  button.addEventListener('click', () => void control.set(1));
  control.onChange((level) => (button.disabled = level !== 0));
  return button;
}

/** Every quality level, as a person can set it; levels that an optimiser sets show here too. */
export function createQualityPanel(controls: readonly QualityControl[]): HTMLElement {
  const fields = controls.map((control) => {
    const widget = control.kind === 'once' ? createButton(control) : createLevels(control);
    const field = createField(control.label, widget);
    field.dataset['quality'] = control.name;
    return field;
  });
  return createCard('Quality', true, ...fields);
}
