import type { PerformanceDashboard } from '@wasm-vitals/dashboard';
import { deepText, everyElement, settled } from '../../packages/dashboard/src/testing/deep.js';
import {
  HOSTILE_FIELDS,
  hostileFeed,
  hostileText,
  type HostileField,
} from '../../packages/dashboard/src/testing/hostile-feed.js';

/** What a round found; all empty where hostile text was text and nothing else. */
export interface Found {
  /** Elements and attributes that no template of ours has. */
  readonly foreign: string[];
  /** Fields whose text was shown nowhere: they would prove nothing. */
  readonly missing: string[];
}

/** Charts that may be in sight at once: each takes an idle period. */
const CHARTS = 12;

const FORBIDDEN =
  /^(?:script|img|iframe|object|embed|video|source|base|meta|math|animate|template|textarea|a)$/i;

const inside = (dashboard: PerformanceDashboard): Element[] => [
  ...everyElement(dashboard.shadowRoot ?? dashboard),
];

const find = (dashboard: PerformanceDashboard, selector: string): HTMLElement[] =>
  inside(dashboard).filter((one): one is HTMLElement => one instanceof HTMLElement && one.matches(selector));

function foreignIn(elements: readonly Element[]): string[] {
  return elements.flatMap((element) => {
    const handlers = element
      .getAttributeNames()
      .filter((name) => name.startsWith('on') || (name === 'style' && element.closest('.uplot') === null));
    const tags = FORBIDDEN.test(element.localName) ? [element.localName] : [];
    return [...tags, ...handlers.map((name) => `${element.localName}[${name}]`)];
  });
}

/** All that a person can read, or be read to: texts, tooltips and labels. */
function shown(dashboard: PerformanceDashboard): string {
  const attributes = inside(dashboard).flatMap((element) =>
    ['title', 'aria-label'].map((name) => element.getAttribute(name) ?? ''),
  );
  return [deepText(dashboard), ...attributes].join('\n').replaceAll(/\s+/g, ' ');
}

/** Opens all there is to open, and points at a chart: a mark's name stands in the readout. Looks until all was seen. */
async function everyView(dashboard: PerformanceDashboard, look: () => boolean): Promise<void> {
  for (const details of find(dashboard, 'details:not(.menu)')) (details as HTMLDetailsElement).open = true;
  for (const head of find(dashboard, '.head[aria-expanded="false"]')) head.click();
  await settled(dashboard);
  find(dashboard, 'button.primary')[0]?.click();
  await settled(dashboard);
  for (const tab of find(dashboard, '[role="tab"]')) {
    tab.click();
    await settled(dashboard);
    look();
  }
  const chart = find(dashboard, 'wv-card')[0]?.shadowRoot?.querySelector('wv-chart');
  for (let period = 0; period < CHARTS; period++) {
    await new Promise<unknown>((done) => requestIdleCallback(done, { timeout: 500 }));
    chart?.dispatchEvent(new KeyboardEvent('keydown', { key: 'End' }));
    if (look()) return;
  }
}

/** Shows a feed every text of which is hostile, in every view, and says what was wrong. */
export async function hostileRound(dashboard: PerformanceDashboard, round: number): Promise<Found> {
  const text = hostileText(round);
  dashboard.feed = hostileFeed(text);
  await settled(dashboard);
  const missing = new Set<HostileField>(HOSTILE_FIELDS);
  const foreign = new Set<string>();
  await everyView(dashboard, () => {
    for (const one of foreignIn(inside(dashboard))) foreign.add(one);
    const all = shown(dashboard);
    for (const field of missing) if (all.includes(text(field).replaceAll(/\s+/g, ' '))) missing.delete(field);
    return missing.size === 0;
  });
  return { foreign: [...foreign], missing: [...missing] };
}
