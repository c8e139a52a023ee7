import { afterEach, describe, expect, it } from 'vitest';
import type { Alert, FunctionStats, Recommendation, Snapshot } from '@wasm-vitals/protocol';
import { createFakeFeed, type FakeFeed } from '../testing/fake-feed.js';
import { HOSTILE_STRINGS } from '../testing/hostile.js';
import { deepText, everyElement, mount, settled, type Mounted } from '../testing/mount.js';

let mounted: Mounted | undefined;
let runs = 0;
Object.assign(window, { __hostile: () => runs++ });

afterEach(() => {
  mounted?.remove();
  mounted = undefined;
});

const squeezed = (text: string): string => text.replaceAll(/\s+/g, ' ');

function hostileFunctions(): FunctionStats[] {
  return HOSTILE_STRINGS.map((name, i) => ({
    name,
    module: `m${i % 2}`,
    kind: 'export',
    calls: 1,
    totalTime: 1,
    errors: 0,
    samplingRate: 1,
  }));
}

function hostileSnapshot(snapshot: Snapshot, text: string): Snapshot {
  if (!('functions' in snapshot.wasm)) throw new Error('the fake has no WASM');
  const [module] = snapshot.wasm.modules;
  if (!module) throw new Error('the fake has no module');
  return {
    ...snapshot,
    network: { error: text },
    wasm: {
      ...snapshot.wasm,
      functions: hostileFunctions(),
      modules: [
        {
          ...module,
          name: text,
          url: text,
          buildId: text,
          memories: [{ name: text, reserved: 1, shared: false }],
        },
      ],
      growth: [
        {
          timestamp: snapshot.timestamp,
          module: 'm0',
          memory: text,
          pagesBefore: 1,
          pagesAfter: 2,
          during: text,
        },
      ],
    },
  };
}

/** A feed every name and message of which is this text. */
function hostileFeed(text: string): FakeFeed {
  const feed = createFakeFeed('critical', { length: 30 });
  const alerts = feed.alerts().map((alert, i): Alert => ({
    ...alert,
    id: `${text} ${i}`,
    metric: i === 0 ? text : alert.metric,
    title: text,
    message: text,
    anomalies: [
      {
        id: text,
        kind: 'stall',
        metric: text,
        detectedAt: 0,
        severity: 'info',
        value: 1,
        message: text,
        contributors: [{ name: text, share: 1 }],
      },
    ],
  }));
  const recommendations = feed.recommendations().map((one, i): Recommendation => ({
    ...one,
    id: `${text} ${i}`,
    title: text,
    description: text,
    rationale: text,
    action: text,
    undo: text,
    outcome: { appliedAt: 0, reason: text },
  }));
  feed.setAlerts(alerts);
  feed.setRecommendations(recommendations);
  feed.setHistory(feed.history().map((snapshot) => hostileSnapshot(snapshot, text)));
  return { ...feed, application: { name: text, release: text } };
}

/** Elements that no template of ours has. */
const foreign = (view: Mounted): string[] =>
  [...everyElement(view.dashboard.shadowRoot ?? view.dashboard)]
    .filter((element) =>
      /^(?:script|img|iframe|object|embed|video|source|base|meta|math|animate|template|a)$/i.test(
        element.localName,
      ),
    )
    .map((element) => element.outerHTML);

const handlers = (view: Mounted): string[] =>
  [...everyElement(view.dashboard.shadowRoot ?? view.dashboard)].flatMap((element) =>
    element
      .getAttributeNames()
      .filter((name) => name.startsWith('on') || (name === 'style' && element.closest('.uplot') === null)),
  );

describe('hostile strings', () => {
  it('are 200, all different', () => {
    expect(new Set(HOSTILE_STRINGS).size).toBe(200);
  });

  it('are text and nothing else as names of functions', async () => {
    const feed = createFakeFeed('healthy', { length: 30 });
    feed.setHistory(feed.history().map((snapshot) => hostileSnapshot(snapshot, 'x')));
    mounted = await mount(feed);
    const view = mounted;
    const scroll = view.find('.scroll');
    const seen = new Set<string>();
    for (let top = 0; top < scroll.scrollHeight; top += 400) {
      scroll.scrollTop = top;
      scroll.dispatchEvent(new Event('scroll'));
      await settled(view.dashboard);
      for (const row of view.all('.row .mono')) seen.add(row.textContent ?? '');
      expect(foreign(view)).toEqual([]);
    }
    expect([...seen].toSorted()).toEqual([...HOSTILE_STRINGS].toSorted());
    expect(runs).toBe(0);
  });

  it.each(HOSTILE_STRINGS.filter((_, i) => i % 5 === 0))('are text everywhere: %s', async (text) => {
    mounted = await mount(hostileFeed(text));
    const view = mounted;
    for (const head of view.all('.head')) head.click();
    for (const tab of view.all('[role="tab"]')) {
      tab.click();
      await settled(view.dashboard);
      expect(foreign(view)).toEqual([]);
      expect(handlers(view)).toEqual([]);
    }
    const shown = squeezed(deepText(view.dashboard));
    for (const part of ['wv-header', 'wv-alert', 'wv-recommendation', 'wv-modules']) {
      expect(squeezed(view.text(part))).toContain(squeezed(text));
    }
    expect(shown).toContain(squeezed(text));
    expect(runs).toBe(0);
  });
});
