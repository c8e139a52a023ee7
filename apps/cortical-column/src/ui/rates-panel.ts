import { LAYERS, POPULATIONS } from '../simulation/populations.js';
import { element } from './element.js';

/** Rate (Hz) at which a bar is full; faster ones stay full. */
const FULL_RATE = 16;

export interface RatesPanel {
  readonly object: HTMLElement;
  show(rates: Float32Array): void;
}

/** Firing rates of the eight populations: a bar and a number each. */
export function createRatesPanel(): RatesPanel {
  const cells = POPULATIONS.map(({ layer, excitatory }) => {
    const bar = element('i', { className: 'bar' });
    bar.dataset['layer'] = `${String(layer)}${excitatory ? '' : '-i'}`;
    const value = element('b', {}, '–');
    return {
      bar,
      value,
      object: element('div', { className: 'rate' }, element('span', { className: 'track' }, bar), value),
    };
  });
  const head = ['', 'Excitatory', 'Inhibitory'].map((text) =>
    element('span', { className: 'rate-head' }, text),
  );
  const rows = LAYERS.flatMap((name, layer) => {
    const label = element('span', { className: 'rate-name' }, name);
    return [label, ...cells.slice(layer * 2, layer * 2 + 2).map((cell) => cell.object)];
  });
  const object = element(
    'div',
    { className: 'rates', role: 'img', ariaLabel: 'Firing rates by layer, in hertz' },
    ...head,
    ...rows,
  );
  return {
    object,
    show(rates) {
      for (const [population, { bar, value }] of cells.entries()) {
        const rate = rates[population] ?? 0;
        bar.style.transform = `scaleX(${Math.min(1, rate / FULL_RATE).toFixed(3)})`;
        value.textContent = rate.toFixed(1);
      }
    },
  };
}
