import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { settled } from '../testing/deep.js';
import { createFakeFeed } from '../testing/fake-feed.js';
import { mount, type Mounted } from '../testing/mount.js';

let mounted: Mounted | undefined;

afterEach(() => {
  mounted?.remove();
  mounted = undefined;
});

/** Every rule that is about a part of a page: WCAG 2.2 A and AA, and axe's best practices. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function violations(view: Mounted): Promise<string[]> {
  const result = await axe.run(view.dashboard, { runOnly: { type: 'tag', values: TAGS } });
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
  );
}

async function openEverything(view: Mounted): Promise<void> {
  for (const details of view.all<HTMLDetailsElement>('details')) details.open = true;
  for (const head of view.all('.head')) head.click();
  await settled(view.dashboard);
}

describe.each(['light', 'dark'] as const)('axe in the %s theme', (theme) => {
  it.each(['empty', 'healthy', 'degraded', 'critical', 'errors'] as const)(
    'finds nothing in the %s state',
    async (state) => {
      mounted = await mount(createFakeFeed(state, { length: 600 }), { theme });
      await openEverything(mounted);
      expect(await violations(mounted)).toEqual([]);
    },
  );

  it('finds nothing in any tab, paused and in one column', async () => {
    mounted = await mount(createFakeFeed('critical', { length: 600 }), { theme, width: 400 });
    const view = mounted;
    view
      .all('button')
      .find((one) => one.textContent?.includes('Pause'))
      ?.click();
    for (const tab of view.all('[role="tab"]')) {
      tab.click();
      await settled(view.dashboard);
      expect(await violations(view)).toEqual([]);
    }
  });

  it('finds nothing in the badge', async () => {
    mounted = await mount(createFakeFeed('critical', { length: 60 }), { theme, mode: 'badge' });
    expect(await violations(mounted)).toEqual([]);
    mounted.dashboard.open = true;
    await settled(mounted.dashboard);
    expect(await violations(mounted)).toEqual([]);
  });
});

describe('keyboard', () => {
  it('reaches every control: none is taken out of the order without a way in', async () => {
    mounted = await mount(createFakeFeed('critical', { length: 60 }));
    const unreachable = mounted
      .all('button, input, summary, wv-chart, [role="region"]')
      .filter((element) => element.tabIndex < 0 && element.role !== 'tab');
    expect(unreachable.map((element) => element.outerHTML)).toEqual([]);
  });
});
