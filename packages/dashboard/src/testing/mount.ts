import { page } from 'vitest/browser';
import { PerformanceDashboard } from '../index.js';
import { deepText, everyElement, settled } from './deep.js';
import type { FakeFeed } from './fake-feed.js';

/** A dashboard on the page, with ways to look through its shadow roots. */
export interface Mounted {
  readonly dashboard: PerformanceDashboard;
  /** The first match in any shadow root (`a >> b`: inside of a); throws where there is none. */
  find<E extends Element = HTMLElement>(selector: string): E;
  all<E extends Element = HTMLElement>(selector: string): E[];
  /** The text that can be seen under the first match. */
  text(selector: string): string;
  remove(): void;
}

interface Options {
  readonly width?: number;
  readonly theme?: 'light' | 'dark';
  readonly mode?: 'inline' | 'badge';
}

/** All matches, in any shadow root; `a >> b` looks for b inside of a's first match. */
function matching<E extends Element>(root: Element, selector: string): E[] {
  const [first = '', ...rest] = selector.split(' >> ');
  const inside = [...everyElement(root.shadowRoot ?? root)];
  const found = inside.filter((element): element is E => element.matches(first));
  if (rest.length === 0) return found;
  return found[0] ? matching<E>(found[0], rest.join(' >> ')) : [];
}

/** Puts a dashboard on the page and waits until its parts are drawn. */
export async function mount(feed: FakeFeed, options: Options = {}): Promise<Mounted> {
  await page.viewport(1_280, 1_000);
  const dashboard = new PerformanceDashboard();
  dashboard.style.width = `${options.width ?? 1_200}px`;
  if (options.theme) dashboard.theme = options.theme;
  if (options.mode) dashboard.mode = options.mode;
  dashboard.feed = feed;
  document.body.append(dashboard);
  await settled(dashboard);

  const all = <E extends Element>(selector: string): E[] => matching<E>(dashboard, selector);
  const find = <E extends Element>(selector: string): E => {
    const [first] = all<E>(selector);
    if (!first) throw new Error(`nothing matches ${selector}`);
    return first;
  };
  return {
    dashboard,
    find,
    all,
    text: (selector) => deepText(find(selector)).trim(),
    remove: () => dashboard.remove(),
  };
}
