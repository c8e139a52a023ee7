import { afterEach, describe, expect, it } from 'vitest';
import { deepText, settled } from '../testing/deep.js';
import { createFakeFeed, type FakeFeed } from '../testing/fake-feed.js';
import { eventually } from '../testing/eventually.js';
import type { State } from '../testing/fake-world.js';
import { mount, type Mounted } from '../testing/mount.js';

let mounted: Mounted | undefined;

afterEach(() => {
  mounted?.remove();
  mounted = undefined;
});

async function show(state: State): Promise<Mounted & { feed: FakeFeed }> {
  const feed = createFakeFeed(state, { length: 900 });
  mounted = await mount(feed);
  return { ...mounted, feed };
}

async function press(view: Mounted, text: string): Promise<void> {
  const found = view
    .all('button')
    .find((one) => one.textContent?.replaceAll(/\s+/g, ' ').trim().startsWith(text));
  if (!found) throw new Error(`no button ${text}`);
  found.click();
  await settled(view.dashboard);
}

const alertTexts = (view: Mounted): string[] => view.all('wv-alert').map((one) => deepText(one));

describe('alerts', () => {
  it('are listed worst first, with severity, age and reading; resolved ones apart', async () => {
    const view = await show('degraded');
    const [slow, cache, old] = alertTexts(view);
    expect(slow).toMatch(/Calls into WebAssembly 2.1 × slower.*warning, for 2 min.*651 µs/);
    expect(cache).toContain('acknowledged');
    expect(old).toMatch(/resolved at \d\d:\d\d after 2 min/);
    expect(view.text('wv-alerts >> header')).toContain('2 warning');
  });

  it('open to the message, the figures, who makes up the change, and a chart around the onset', async () => {
    const view = await show('degraded');
    view.find('.head').click();
    await settled(view.dashboard);
    const details = view.text('.details');
    expect(details).toContain('step_neurons makes up 66 %');
    expect(details).toMatch(/Now 651 µs Normal 310 µs/);
    expect(details).toContain('Mostly step_neurons (66 %), deliver_spikes (31 %)');
    const chart = view.find('.details wv-chart');
    await eventually(() => expect(chart.ariaLabel ?? '').toMatch(/^Call time p95: .*, rising/));
  });

  it('can be acknowledged, and muted for a time', async () => {
    const view = await show('degraded');
    view.find('.head').click();
    await settled(view.dashboard);
    await press(view, 'Acknowledge');
    await press(view, 'Mute for 1 h');
    expect(view.feed.calls).toEqual(['acknowledge alert-slow', 'mute alert-slow 3600000']);
    await eventually(() => expect(alertTexts(view)[0]).toMatch(/acknowledged.*muted until \d\d:\d\d/));
    // The other one still stands, so the status does.
    expect(view.text('.reason')).toBe('Cache hit rate fell to 22 %');
  });

  it('are announced when they are new, and not when the dashboard opens', async () => {
    const view = await show('healthy');
    const status = view.find('wv-alerts >> [role="status"]');
    expect(deepText(status).trim()).toBe('');
    view.feed.setAlerts(createFakeFeed('critical', { length: 5 }).alerts());
    await eventually(() =>
      expect(deepText(status)).toContain('New critical alert: Live WebAssembly memory keeps growing.'),
    );
  });
});

describe('recommendations', () => {
  it('say what, why, what to expect, and how urgent', async () => {
    const view = await show('critical');
    const items = view.all('wv-recommendation').map((one) => deepText(one));
    expect(items[0]).toMatch(/coarser simulation step.*high priority automatic expected −40 % WASM time/);
    expect(items[0]).toContain('Answers the alert “Calls into WebAssembly 3.4 × slower”.');
    expect(items[1]).toMatch(/Start the module anew.*manual/);
    expect(items[1]).not.toContain('Apply');
  });

  it('are applied through the feed', async () => {
    const view = await show('degraded');
    await press(view, 'Apply');
    expect(view.feed.calls).toEqual(['apply rec-step']);
    await eventually(() => expect(view.text('wv-recommendation')).toContain('applied, measuring'));
  });

  it('are dismissed', async () => {
    const view = await show('degraded');
    await press(view, 'Dismiss');
    expect(view.feed.calls).toEqual(['dismiss rec-step']);
    await eventually(() => expect(view.text('wv-recommendations')).toContain('Nothing to recommend'));
  });

  it('show what came of them, measured', async () => {
    const view = await show('degraded');
    const items = view.all('wv-recommendation').map((one) => deepText(one));
    expect(items[1]).toMatch(/rolled back.*before 32.0 %.*after 31.0 %.*−2 % Cache hit rate.*No difference/);
    expect(items[2]).toMatch(/kept.*before 31.2 ms.*after 17.1 ms.*−45 %.*between −48 % and −42 %/);
  });

  it('say why an undo failed, and can be tried again', async () => {
    const view = await show('healthy');
    await press(view, 'Undo');
    await eventually(() => expect(view.text('.problem')).toBe('The instance that was changed is gone.'));
    const undo = view.all<HTMLButtonElement>('button').find((one) => one.textContent?.includes('Undo'));
    expect(undo?.disabled).toBe(false);
  });
});
