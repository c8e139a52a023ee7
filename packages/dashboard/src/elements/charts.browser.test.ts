import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { settled } from '../testing/deep.js';
import { createFakeFeed, type FakeFeed } from '../testing/fake-feed.js';
import { eventually } from '../testing/eventually.js';
import type { State } from '../testing/fake-world.js';
import { mount, type Mounted } from '../testing/mount.js';
import { moveIntoSight, moveOutOfSight } from '../testing/out-of-sight.js';

let mounted: Mounted | undefined;

afterEach(() => {
  mounted?.remove();
  mounted = undefined;
});

async function show(state: State, width = 1_000): Promise<Mounted & { feed: FakeFeed }> {
  const feed = createFakeFeed(state, { length: 900 });
  mounted = await mount(feed, { width, theme: 'light' });
  const view = mounted;
  await eventually(() =>
    expect(visibleCharts(view).every((chart) => chart.ariaLabel?.includes(':'))).toBe(true),
  );
  return { ...mounted, feed };
}

const onScreen = (element: Element): boolean => {
  const { top, bottom, width } = element.getBoundingClientRect();
  return width > 0 && bottom > 0 && top < innerHeight;
};
const visibleCharts = (view: Mounted): HTMLElement[] => view.all('wv-chart').filter(onScreen);

function chartOf(view: Mounted, label: string): HTMLElement {
  const chart = view.all('wv-chart').find((one) => one.ariaLabel?.startsWith(`${label}:`));
  if (!chart) throw new Error(`no chart ${label}`);
  return chart;
}

const inside = <E extends HTMLElement>(chart: HTMLElement, selector: string): E => {
  const found = chart.shadowRoot?.querySelector<E>(selector);
  if (!found) throw new Error(`nothing matches ${selector}`);
  return found;
};

/** Colours in one vertical strip of the plot, at a share of its width; each once. */
function coloursAt(chart: HTMLElement, share: number): Set<string> {
  const canvas = inside<HTMLCanvasElement>(chart, 'canvas');
  const over = inside(chart, '.u-over');
  const ratio = canvas.width / canvas.clientWidth;
  const left = Math.round((over.offsetLeft + over.clientWidth * share) * ratio);
  const data =
    canvas.getContext('2d')?.getImageData(left, 0, 3, canvas.height).data ?? new Uint8ClampedArray();
  const colours = new Set<string>();
  for (let i = 0; i < data.length; i += 4) colours.add(data.slice(i, i + 4).join());
  return colours;
}

const readout = (chart: HTMLElement): string => inside(chart, '.readout').textContent ?? '';

function pointer(chart: HTMLElement, type: string, share: number): void {
  const over = inside(chart, '.u-over');
  const box = over.getBoundingClientRect();
  const init = {
    bubbles: true,
    composed: true,
    clientX: box.left + box.width * share,
    clientY: box.top + box.height / 2,
    movementX: 5,
    button: 0,
    buttons: type === 'mousemove' ? 1 : 0,
  };
  (type === 'mouseup' ? document : over).dispatchEvent(new MouseEvent(type, init));
}

describe('charts', () => {
  it('draw their line', async () => {
    const view = await show('healthy');
    await eventually(() => expect(coloursAt(chartOf(view, 'Frame rate'), 0.5).size).toBeGreaterThan(4));
  });

  it('say in words what they show', async () => {
    const view = await show('critical');
    const chart = chartOf(view, 'Frame rate');
    expect(chart.ariaLabel).toMatch(
      /^Frame rate: \d+\.\d fps, falling, −\d+ %; lowest \d+\.\d fps, highest \d+\.\d fps\.$/,
    );
    expect(chart.role).toBe('img');
    expect(chart.tabIndex).toBe(0);
  });

  it('show the same time on all charts', async () => {
    const view = await show('healthy');
    const [first, ...others] = visibleCharts(view);
    if (!first) throw new Error('no chart on screen');
    await userEvent.hover(inside(first, '.u-over'));
    await eventually(() => expect(readout(first)).toMatch(/^\d\d:\d\d:\d\d · /));
    const time = (chart: HTMLElement): number => Date.parse(`2026-01-01T${readout(chart).slice(0, 8)}Z`);
    for (const chart of others) expect(Math.abs(time(chart) - time(first))).toBeLessThanOrEqual(5_000);
    await userEvent.hover(view.find('h2'));
    await eventually(() => expect(others.map(readout).join('')).toBe(''));
  });

  it('zoom by a drag, all of them, and go back by a double click', async () => {
    const view = await show('healthy');
    const [chart] = visibleCharts(view);
    if (!chart) throw new Error('no chart on screen');
    pointer(chart, 'mouseenter', 0.25);
    pointer(chart, 'mousemove', 0.25);
    pointer(chart, 'mousedown', 0.25);
    pointer(chart, 'mousemove', 0.5);
    pointer(chart, 'mousemove', 0.75);
    pointer(chart, 'mouseup', 0.75);
    await eventually(() => expect(view.all('.ranges [aria-pressed="true"]')).toHaveLength(0));
    await settled(view.dashboard);
    expect(view.text('wv-header')).toContain('Reset zoom');
    pointer(chart, 'dblclick', 0.5);
    await eventually(() => expect(view.all('.ranges [aria-pressed="true"]')).toHaveLength(1));
  });

  it('answer to keys: arrows move the cursor, plus zooms, 0 goes back', async () => {
    const view = await show('healthy');
    const chart = chartOf(view, 'Frame rate');
    chart.focus();
    await userEvent.keyboard('{ArrowLeft}');
    await eventually(() => expect(readout(chart)).toMatch(/fps$/));
    const last = readout(chart);
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
    await eventually(() => expect(readout(chart)).not.toBe(last));
    await userEvent.keyboard('+');
    await eventually(() => expect(view.text('wv-header')).toContain('Reset zoom'));
    await userEvent.keyboard('0');
    await eventually(() => expect(view.text('wv-header')).not.toContain('Reset zoom'));
    chart.blur();
    expect(readout(chart)).toBe('');
  });

  it('shade the time of an alert, and mark its onset and what was done', async () => {
    const healthy = await show('healthy');
    await eventually(() =>
      expect(coloursAt(chartOf(healthy, 'Linear memory'), 0.95).size).toBeGreaterThan(2),
    );
    const calm = coloursAt(chartOf(healthy, 'Linear memory'), 0.95);
    healthy.remove();
    const view = await show('critical');
    const shaded = coloursAt(chartOf(view, 'Linear memory'), 0.95);
    expect([...shaded].filter((colour) => !calm.has(colour)).length).toBeGreaterThan(0);
  });

  it('draw a fixed limit as a line', async () => {
    const view = await show('degraded');
    const chart = chartOf(view, 'Cache hit rate');
    chart.scrollIntoView();
    // Dashed: one of some strips beside each other has it.
    const limit = '191,35,50,255';
    await eventually(() =>
      expect([0.2, 0.21, 0.22, 0.23].some((share) => coloursAt(chart, share).has(limit))).toBe(true),
    );
    const fps = chartOf(view, 'Frame rate');
    expect([0.2, 0.21, 0.22, 0.23].some((share) => coloursAt(fps, share).has(limit))).toBe(false);
  });

  it('hatch the time in which the page was hidden, and leave a gap there', async () => {
    const view = await show('hidden');
    const chart = chartOf(view, 'Frame rate');
    // Hidden from 4 to 3 minutes before the end of 5: the middle of that is at 0.3.
    const hidden = coloursAt(chart, 0.3);
    const seen = coloursAt(chart, 0.55);
    const line = [...seen].filter((colour) => !hidden.has(colour));
    const hatch = [...hidden].filter((colour) => !seen.has(colour));
    expect(line.length).toBeGreaterThan(0);
    expect(hatch.length).toBeGreaterThan(0);
  });

  it('do not draw while they are off screen, and draw once they are seen', async () => {
    const view = await show('healthy');
    const chart = view.all('wv-chart')[0];
    if (!chart) throw new Error('no chart');
    await moveOutOfSight(view);
    expect(onScreen(chart)).toBe(false);
    const before = chart.ariaLabel;
    view.feed.advance(60);
    await settled(view.dashboard);
    await new Promise((done) => requestIdleCallback(done, { timeout: 1_000 }));
    expect(chart.ariaLabel).toBe(before);
    moveIntoSight(view);
    await eventually(() => expect(chart.ariaLabel).not.toBe(before));
  });

  it('take the colours of the theme', async () => {
    const view = await show('healthy');
    const chart = chartOf(view, 'Frame rate');
    const light = coloursAt(chart, 0.5);
    view.dashboard.theme = 'dark';
    await eventually(() =>
      expect([...coloursAt(chart, 0.5)].filter((colour) => !light.has(colour)).length).toBeGreaterThan(3),
    );
  });

  it('show a distribution as a heat map', async () => {
    const view = await show('degraded');
    view
      .all('[role="tab"]')
      .find((tab) => tab.textContent?.includes('Latency'))
      ?.click();
    await settled(view.dashboard);
    const heat = view.find('wv-heat');
    heat.scrollIntoView();
    await eventually(() =>
      expect(heat.ariaLabel ?? '').toMatch(/^WASM call time as a heat map; newest: p50 .* p99 .*\.$/),
    );
    await eventually(() => expect(coloursAt(heat, 0.5).size).toBeGreaterThan(5));
    view
      .all('button')
      .find((one) => one.textContent?.trim() === 'Frame time')
      ?.click();
    await eventually(() => expect(heat.ariaLabel ?? '').toMatch(/^Frame time as a heat map/));
  });
});
