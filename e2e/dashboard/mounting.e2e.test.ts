import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStrict, type StrictBrowser } from './strict-browser.js';
import type { StrictPage } from './strict-page.js';

declare const strictPage: StrictPage;

let strict: StrictBrowser;

beforeAll(async () => {
  strict = await openStrict();
});

afterAll(() => strict?.close());

interface Kept {
  readonly nodes: number;
  readonly jsEventListeners: number;
  /** Instances of our elements that are still alive. */
  readonly elements: Readonly<Record<string, number>>;
}

const TAGS = ['performance-dashboard', 'wv-card', 'wv-chart', 'wv-heat', 'wv-alert', 'wv-functions'];

async function alive(session: CDPSession, tag: string): Promise<number> {
  const { result } = await session.send('Runtime.evaluate', {
    expression: `customElements.get('${tag}').prototype`,
  });
  const { objects } = await session.send('Runtime.queryObjects', {
    prototypeObjectId: result.objectId ?? '',
    objectGroup: 'alive',
  });
  const count = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objectId ?? '',
    functionDeclaration: 'function () { return this.length; }',
    returnByValue: true,
  });
  await session.send('Runtime.releaseObjectGroup', { objectGroup: 'alive' });
  return count.result.value as number;
}

async function kept(session: CDPSession): Promise<Kept> {
  // Weak references and finalisers need more than one collection.
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
  const elements: Record<string, number> = {};
  for (const tag of TAGS) elements[tag] = await alive(session, tag);
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  return { nodes, jsEventListeners, elements };
}

describe('mounting and unmounting', () => {
  it('keeps no element, no node and no listener after 1,000 times', async () => {
    const page = await strict.browser.newPage({ viewport: { width: 1_280, height: 1_000 } });
    await page.goto(`${strict.url}?bare`);
    const session = await page.context().newCDPSession(page);
    // The first ones make the templates, which stay for the next.
    await page.evaluate(() => strictPage.cycle(20));
    const before = await kept(session);
    await page.evaluate(() => strictPage.cycle(1_000));
    expect(await kept(session)).toEqual(before);
    expect(Object.values(before.elements)).toEqual(TAGS.map(() => 0));
    await page.close();
  }, 240_000);
});
