import { afterEach, describe, expect, it, vi } from 'vitest';
import { settled } from '../testing/deep.js';
import { createFakeFeed, type FakeFeed } from '../testing/fake-feed.js';
import { eventually } from '../testing/eventually.js';
import type { State } from '../testing/fake-world.js';
import { mount, type Mounted } from '../testing/mount.js';
import { PerformanceDashboard } from '../index.js';

let mounted: Mounted | undefined;

async function show(
  state: State,
  options?: Parameters<typeof mount>[1],
): Promise<Mounted & { feed: FakeFeed }> {
  const feed = createFakeFeed(state, { length: 900 });
  mounted = await mount(feed, options);
  return { ...mounted, feed };
}

const click = async (view: Mounted, element: HTMLElement): Promise<void> => {
  element.click();
  await settled(view.dashboard);
};

const button = (view: Mounted, text: string): HTMLElement => {
  const found = view.all('button').find((one) => one.textContent?.trim().startsWith(text));
  if (!found) throw new Error(`no button ${text}`);
  return found;
};

afterEach(() => {
  mounted?.remove();
  mounted = undefined;
});

describe('performance-dashboard', () => {
  it('is defined once, however often it is loaded', async () => {
    const again: unknown = await import(
      /* @vite-ignore */ new URL('../define.ts?again', import.meta.url).href
    );
    expect(again).toBeDefined();
    expect(customElements.get('performance-dashboard')).toBe(PerformanceDashboard);
  });

  it('names the application and says how it is, and why', async () => {
    const view = await show('degraded');
    expect(view.text('wv-header >> h2')).toContain('Cortical column1.4.0');
    expect(view.text('.status')).toBe('Degraded');
    expect(view.text('.reason')).toBe('Calls into WebAssembly 2.1 × slower and 1 more');
  });

  it('says what it waits for while there is nothing', async () => {
    const view = await show('empty');
    expect(view.text('.status')).toBe('Waiting');
    expect(view.text('wv-card')).toContain('Waiting for the first WebAssembly module…');
    expect(view.all('wv-chart')).toHaveLength(0);
  });

  it('lives without a feed, and takes one later', async () => {
    const dashboard = new PerformanceDashboard();
    document.body.append(dashboard);
    await settled(dashboard);
    dashboard.feed = createFakeFeed('healthy', { length: 120 });
    await settled(dashboard);
    expect(dashboard.shadowRoot?.querySelector('wv-card')?.shadowRoot?.textContent).toContain('ms/s');
    dashboard.remove();
  });

  it('leaves a card with its collector’s error, and shows the others', async () => {
    const view = await show('errors');
    const cards = view.all('wv-card').map((card) => card.shadowRoot?.textContent ?? '');
    expect(cards[1]).toContain('Reserved');
    expect(cards[3]).toContain('Collector failed: PerformanceObserver is not available in this frame');
    expect(cards[2]).toContain('Frame rate');
  });

  it('shows new readings as they come', async () => {
    const view = await show('healthy');
    const before = view.text('.figure strong');
    view.feed.advance(5);
    await eventually(() => expect(view.text('.figure strong')).not.toBe(before));
  });

  it('holds still while paused', async () => {
    const view = await show('healthy');
    await click(view, button(view, 'Pause'));
    const before = view.text('wv-card');
    view.feed.advance(30);
    await settled(view.dashboard);
    expect(view.text('wv-card')).toBe(before);
    await click(view, button(view, 'Resume'));
    expect(view.text('wv-card')).not.toBe(before);
  });

  it('switches the range', async () => {
    const view = await show('healthy');
    await click(view, button(view, '1 m'));
    const pressed = view.all('.ranges button').filter((one) => one.ariaPressed === 'true');
    expect(pressed.map((one) => one.title)).toEqual(['Last minute']);
  });

  it('shows another metric of a card on a click', async () => {
    const view = await show('degraded');
    const p95 = view.all('.choices button').find((one) => one.textContent?.includes('Call p95'));
    if (!p95) throw new Error('no such metric');
    expect(p95.textContent).toContain('has an alert');
    await click(view, p95);
    expect(p95.ariaPressed).toBe('true');
    expect(view.text('.figure')).toContain('Call time p95');
  });

  it('exports what the feed has, in the formats of the host too', async () => {
    const view = await show('critical');
    const files: { name: string; text: Promise<string> }[] = [];
    const blobs: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      blobs.push(blob as Blob);
      return 'blob:test';
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      files.push({ name: this.download, text: blobs.at(-1)?.text() ?? Promise.resolve('') });
    });
    view.dashboard.exporters = { XML: () => ({ name: 'report.xml', type: 'text/xml', text: '<p/>' }) };
    await settled(view.dashboard);
    for (const format of ['JSON', 'CSV', 'XML']) await click(view, button(view, format));
    await eventually(() => expect(files).toHaveLength(3));
    vi.restoreAllMocks();
    expect(files[2]?.name).toBe('report.xml');
    const parsed = JSON.parse((await files[0]?.text) ?? '') as { history: unknown[]; alerts: unknown[] };
    expect(parsed.history).toHaveLength(view.feed.history().length);
    expect((await files[1]?.text)?.split('\r\n')[0]).toContain('wasm.memoryUsage');
  });

  it('listens while connected, and only then', async () => {
    const view = await show('healthy');
    expect(view.feed.listenerCount).toBe(1);
    view.dashboard.remove();
    expect(view.feed.listenerCount).toBe(0);
    document.body.append(view.dashboard);
    expect(view.feed.listenerCount).toBe(1);
  });

  it.each([320, 460, 1_000, 3_840])('fits into %s px', async (width) => {
    const view = await show('critical', { width });
    const frame = view.find('.frame');
    expect(frame.scrollWidth).toBeLessThanOrEqual(width);
    const wide = view.all('wv-card, wv-alert, wv-recommendation, wv-header, wv-details').filter((part) => {
      const right = part.getBoundingClientRect().right - frame.getBoundingClientRect().left;
      return right > width + 0.5;
    });
    expect(wide.map((part) => part.localName)).toEqual([]);
  });

  it('shows two dashboards on one page, each with a cursor of its own', async () => {
    const first = await show('healthy');
    const second = await mount(createFakeFeed('critical', { length: 300 }));
    expect(second.text('.status')).toBe('Critical');
    expect(first.text('.status')).toBe('Healthy');
    second.remove();
  });
});
