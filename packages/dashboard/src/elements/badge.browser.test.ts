import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { settled } from '../testing/deep.js';
import { createFakeFeed } from '../testing/fake-feed.js';
import { eventually } from '../testing/eventually.js';
import { mount, type Mounted } from '../testing/mount.js';

let mounted: Mounted | undefined;

afterEach(() => {
  mounted?.remove();
  mounted = undefined;
});

async function show(): Promise<Mounted> {
  mounted = await mount(createFakeFeed('degraded', { length: 300 }), { mode: 'badge' });
  mounted.dashboard.style.width = '';
  return mounted;
}

const activePart = (view: Mounted): string => {
  let active: Element | null = view.dashboard.shadowRoot?.activeElement ?? null;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active?.ariaLabel ?? active?.textContent?.trim() ?? '';
};

describe('corner badge', () => {
  it('shows frames, WASM a frame and memory, and draws no chart', async () => {
    const view = await show();
    expect(view.text('wv-badge')).toMatch(
      /Status: degraded\..*Frames: [\d.]+ fps.*WASM a frame: [\d.]+ ms.*memory: [\d.]+ MiB/,
    );
    expect(view.all('wv-chart')).toHaveLength(0);
    const { right, bottom } = view.find('wv-badge').getBoundingClientRect();
    expect(innerWidth - right).toBeLessThan(40);
    expect(innerHeight - bottom).toBeLessThan(40);
  });

  it('opens the whole dashboard by a click, and takes the focus along', async () => {
    const view = await show();
    await userEvent.click(view.find('wv-badge >> button'));
    await settled(view.dashboard);
    expect(view.all('wv-card')).toHaveLength(6);
    expect(view.find('[role="dialog"]').ariaLabel).toBe('Performance dashboard');
    await eventually(() => expect(activePart(view)).toBe('Close the dashboard'));
    await userEvent.keyboard('{Escape}');
    await eventually(() => expect(view.all('wv-badge')).toHaveLength(1));
    await eventually(() => expect(activePart(view)).toContain('Open the performance dashboard'));
  });

  it('is toggled by its key, from anywhere on the page', async () => {
    const view = await show();
    await userEvent.keyboard('{Alt>}{Shift>}w{/Shift}{/Alt}');
    await eventually(() => expect(view.dashboard.open).toBe(true));
    await userEvent.keyboard('{Alt>}{Shift>}w{/Shift}{/Alt}');
    await eventually(() => expect(view.dashboard.open).toBe(false));
  });

  it('takes another key, which does nothing while one types', async () => {
    const view = await show();
    view.dashboard.toggleKey = 'p';
    const input = document.createElement('input');
    document.body.append(input);
    input.focus();
    await userEvent.keyboard('p');
    expect(view.dashboard.open).toBe(false);
    input.remove();
    await userEvent.keyboard('p');
    await eventually(() => expect(view.dashboard.open).toBe(true));
  });
});
