import { element } from './element.js';

export interface Layout {
  readonly root: HTMLElement;
  readonly actions: HTMLElement;
  readonly header: HTMLElement;
  readonly stage: HTMLElement;
  readonly raster: HTMLCanvasElement;
  readonly activity: HTMLElement;
  readonly panel: HTMLElement;
  readonly dashboard: HTMLElement;
}

function legend(): HTMLElement {
  const item = (shape: string, text: string): HTMLElement =>
    element('span', { className: 'legend-item' }, element('i', { className: `shape ${shape}` }), text);
  return element(
    'div',
    { className: 'legend' },
    item('triangle', 'pyramidal'),
    item('disc', 'interneuron'),
    element('span', { className: 'hint' }, 'Click the column to stimulate it'),
  );
}

/** The page's frame: controls, column with its activity below, dashboard. */
export function createLayout(root: HTMLElement): Layout {
  const actions = element('div', { className: 'actions' });
  const title = element(
    'div',
    { className: 'title' },
    element('h1', {}, 'Cortical column'),
    element('p', {}, 'Potjans & Diesmann microcircuit, simulated in WebAssembly'),
  );
  const header = element('header', { className: 'top' }, title, actions);
  const stage = element('div', { className: 'stage' }, legend());
  const raster = element('canvas', {
    className: 'raster',
    ariaLabel: 'Spikes of a sample of neurons over the last two seconds',
  });
  raster.setAttribute('role', 'img');
  const plot = element(
    'figure',
    { className: 'plot' },
    element('figcaption', {}, 'Spikes, last 2 s'),
    raster,
  );
  const activity = element('section', { className: 'activity', ariaLabel: 'Activity' }, plot);
  const main = element('main', { className: 'main' }, header, stage, activity);
  const panel = element('aside', { className: 'panel', ariaLabel: 'Controls' });
  const dashboard = element('section', {
    className: 'dashboard',
    ariaLabel: 'Performance dashboard',
    hidden: true,
  });
  root.replaceChildren(panel, main, dashboard);
  return { root, actions, header, stage, raster, activity, panel, dashboard };
}

/** Says what went wrong where the demo can't run. */
export function showFailure(root: HTMLElement, message: string): void {
  root.replaceChildren(
    element(
      'div',
      { className: 'failure', role: 'alert' },
      element('h1', {}, 'The demo could not start'),
      element('p', {}, message),
    ),
  );
}
