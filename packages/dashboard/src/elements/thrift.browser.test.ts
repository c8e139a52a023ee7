import { afterEach, describe, expect, it, vi } from 'vitest';
import { settled } from '../testing/deep.js';
import { eventually } from '../testing/eventually.js';
import { createFakeFeed, type FakeFeed } from '../testing/fake-feed.js';
import { mount, type Mounted } from '../testing/mount.js';
import { moveIntoSight, moveOutOfSight } from '../testing/out-of-sight.js';
import type { PartElement } from './part-element.js';

// A dashboard lives in the page that it watches: what it does not do is as much a feature as what it does.

let mounted: Mounted | undefined;

afterEach(() => {
  vi.restoreAllMocks();
  mounted?.remove();
  mounted = undefined;
});

async function show(): Promise<Mounted & { feed: FakeFeed }> {
  const feed = createFakeFeed('healthy', { length: 1_500 });
  mounted = await mount(feed);
  const view = mounted;
  await eventually(() =>
    expect(view.all('wv-chart').filter((one) => one.ariaLabel?.includes(':')).length).toBeGreaterThan(2),
  );
  await idle(12);
  return { ...mounted, feed };
}

/** So many idle periods, each of which would draw one chart. */
async function idle(periods: number): Promise<void> {
  for (let i = 0; i < periods; i++)
    await new Promise<unknown>((done) => requestIdleCallback(done, { timeout: 200 }));
}

const updatesOf = (element: Element): { count: () => number } => {
  const spy = vi.spyOn(element as PartElement, 'requestUpdate');
  return { count: () => spy.mock.calls.length };
};

describe('what the dashboard leaves undone', () => {
  it('draws tables for a snapshot, not for each tick', async () => {
    const view = await show();
    const table = view.find('wv-functions');
    table.scrollIntoView();
    const updates = updatesOf(table);
    view.feed.advance(1);
    await settled(view.dashboard);
    expect(updates.count()).toBe(0);
    view.feed.advance(5);
    await eventually(() => expect(updates.count()).toBeGreaterThan(0));
  });

  it('leaves the header alone while its words stay the same', async () => {
    const view = await show();
    const header = updatesOf(view.find('wv-header'));
    view.feed.advance(1);
    await settled(view.dashboard);
    expect(header.count()).toBe(0);
  });

  it('does not take the same findings in a new array for news', async () => {
    const view = await show();
    const alerts = updatesOf(view.find('wv-alerts'));
    view.feed.setAlerts([...view.feed.alerts()]);
    await settled(view.dashboard);
    expect(alerts.count()).toBe(0);
  });

  it('updates no card that is out of sight, and makes up for it once it is seen', async () => {
    const view = await show();
    await moveOutOfSight(view);
    const figure = view.text('.figure strong');
    const card = updatesOf(view.find('wv-card'));
    view.feed.advance(30);
    await settled(view.dashboard);
    expect(card.count()).toBe(0);
    expect(view.text('.figure strong')).toBe(figure);
    moveIntoSight(view);
    await eventually(() => expect(view.text('.figure strong')).not.toBe(figure));
  });

  it('draws no chart in a hidden tab', async () => {
    const view = await show();
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    const strokes = vi.spyOn(CanvasRenderingContext2D.prototype, 'stroke');
    view.feed.advance(10);
    await idle(12);
    expect(strokes).not.toHaveBeenCalled();
    vi.restoreAllMocks();
    const again = vi.spyOn(CanvasRenderingContext2D.prototype, 'stroke');
    document.dispatchEvent(new Event('visibilitychange'));
    await eventually(() => expect(again).toHaveBeenCalled());
  });

  it('draws a chart again only once it has moved by a pixel', async () => {
    const view = await show();
    view
      .all('.ranges button')
      .find((one) => one.title === 'Last hour')
      ?.click();
    await idle(12);
    const strokes = vi.spyOn(CanvasRenderingContext2D.prototype, 'stroke');
    view.feed.advance(1);
    await idle(12);
    expect(strokes).not.toHaveBeenCalled();
    view.feed.advance(30);
    await eventually(() => expect(strokes).toHaveBeenCalled());
  });
});
