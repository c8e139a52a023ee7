import { afterEach, describe, expect, it } from 'vitest';
import type { FunctionStats, Snapshot } from '@wasm-vitals/protocol';
import { deepText, everyElement, settled } from '../testing/deep.js';
import { createFakeFeed } from '../testing/fake-feed.js';
import { HOSTILE_STRINGS } from '../testing/hostile.js';
import { mount, type Mounted } from '../testing/mount.js';

// Every string in every field, under a strict policy: e2e/dashboard/hostile.e2e.test.ts.

let mounted: Mounted | undefined;
let runs = 0;
Object.assign(window, { __hostile: () => runs++ });

afterEach(() => {
  mounted?.remove();
  mounted = undefined;
});

const squeezed = (text: string): string => text.replaceAll(/\s+/g, ' ');

function withHostileNames(snapshot: Snapshot): Snapshot {
  if (!('functions' in snapshot.wasm)) throw new Error('the fake has no WASM');
  const functions = HOSTILE_STRINGS.map((name, i): FunctionStats => ({
    name,
    module: `m${i % 2}`,
    kind: 'export',
    calls: 1,
    totalTime: 1,
    errors: 0,
    samplingRate: 1,
  }));
  return { ...snapshot, wasm: { ...snapshot.wasm, functions } };
}

describe('hostile strings', () => {
  it('are 200, all different', () => {
    expect(new Set(HOSTILE_STRINGS).size).toBe(200);
  });

  it('are text and nothing else as the names of 200 functions of one table', async () => {
    const feed = createFakeFeed('healthy', { length: 30 });
    feed.setHistory(feed.history().map(withHostileNames));
    mounted = await mount(feed);
    const view = mounted;
    const scroll = view.find('.scroll');
    const seen = new Set<string>();
    for (let top = 0; top < scroll.scrollHeight; top += 400) {
      scroll.scrollTop = top;
      scroll.dispatchEvent(new Event('scroll'));
      await settled(view.dashboard);
      for (const name of view.all('.row .mono')) seen.add(deepText(name));
    }
    for (const name of HOSTILE_STRINGS) expect(seen).toContain(squeezed(name));
    const inside = [...everyElement(view.dashboard.shadowRoot ?? view.dashboard)];
    expect(inside.filter((one) => /^(?:script|img|iframe|object|embed|a)$/.test(one.localName))).toEqual([]);
    expect(runs).toBe(0);
  });
});
