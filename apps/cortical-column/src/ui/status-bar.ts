import { element } from './element.js';

export interface Status {
  readonly fps: number;
  /** Biological time over wall time. */
  readonly speed: number;
  readonly neurons: number;
  readonly synapses: number;
  /** Linear memory reserved, and live in it. */
  readonly reserved: number;
  readonly live: number;
}

const MIB = 1024 * 1024;
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

const FIELDS: readonly (readonly [label: string, text: (status: Status) => string])[] = [
  ['FPS', ({ fps }) => fps.toFixed(0)],
  ['Speed', ({ speed }) => `${speed.toFixed(2)}×`],
  ['Neurons', ({ neurons }) => neurons.toLocaleString('en')],
  ['Synapses', ({ synapses }) => compact.format(synapses)],
  ['WASM memory', ({ live, reserved }) => `${(live / MIB).toFixed(0)} / ${(reserved / MIB).toFixed(0)} MiB`],
];

/** The line of figures above the column. */
export function createStatusBar(): { readonly object: HTMLElement; show(status: Status): void } {
  const values = FIELDS.map(() => element('b', {}, '–'));
  const items = FIELDS.map(([label], at) =>
    element('span', { className: 'figure' }, element('span', {}, label), values[at] ?? ''),
  );
  return {
    object: element('div', { className: 'figures' }, ...items),
    show(status) {
      for (const [at, [, text]] of FIELDS.entries()) {
        const value = values[at];
        if (value) value.textContent = text(status);
      }
    },
  };
}
