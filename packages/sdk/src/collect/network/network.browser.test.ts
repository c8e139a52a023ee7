import { afterEach, describe, expect, it, vi } from 'vitest';
import type { NetworkSection } from '@wasm-vitals/protocol';
import { createBrowserDeps } from '../../testing/browser-deps.js';
import { createNetworkCollector } from './network.js';

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

function start(isOwn?: (url: string) => boolean) {
  const { guard } = createBrowserDeps();
  const collector = createNetworkCollector({ guard, isOwn });
  collector.start();
  stops.push(collector.stop);
  return collector;
}

/** Collects until what is waited for has come, and gives all that came. */
async function collectUntil(
  collector: ReturnType<typeof start>,
  ready: (all: NetworkSection[]) => boolean,
): Promise<NetworkSection[]> {
  const all: NetworkSection[] = [];
  await vi.waitFor(
    () => {
      all.push(collector.collect(100));
      expect(ready(all)).toBe(true);
    },
    { timeout: 15_000, interval: 50 },
  );
  return all;
}

const sum = (sections: readonly NetworkSection[], key: 'requests' | 'failures' | 'cacheHits'): number =>
  sections.reduce((total, section) => total + section[key], 0);

const settle = (url: string, init?: RequestInit): Promise<unknown> =>
  fetch(url, init).then(
    (response) => response.text(),
    (error: unknown) => error,
  );

let unique = 0;
const here = (name: string): string =>
  `${new URL(import.meta.url).pathname}?${name}=${performance.now()}-${unique++}`;

describe('network in a page', () => {
  it('knows the requests from before its start', async () => {
    const [section] = await collectUntil(start(), (all) => sum(all, 'requests') > 0);
    expect(section).toHaveProperty('byKind');
  });

  it('counts requests by kind, with latency and bytes', async () => {
    const collector = start();
    await collectUntil(collector, (all) => sum(all, 'requests') > 0);
    await settle(here('plain'), { cache: 'no-store' });
    const all = await collectUntil(collector, (some) => sum(some, 'requests') >= 1);
    const section = all.find(({ requests }) => requests > 0);
    expect(section?.byKind.fetch?.requests).toBeGreaterThanOrEqual(1);
    expect(section?.latency?.count).toBe(section?.requests);
    expect(section?.transferSize).toBeGreaterThan(0);
    expect(section?.failures).toBe(0);
  });

  it('sees a failure: an error status, a refused connection', async () => {
    const collector = start();
    await collectUntil(collector, (all) => sum(all, 'requests') > 0);
    await settle('/no-such-file.bin');
    await settle('http://127.0.0.1:1/');
    const all = await collectUntil(collector, (some) => sum(some, 'failures') >= 2);
    expect(sum(all, 'failures')).toBe(2);
  });

  it('counts a second answer from the HTTP cache as a hit', async () => {
    const collector = start();
    await collectUntil(collector, (all) => sum(all, 'requests') > 0);
    const url = here('cached');
    await settle(url, { cache: 'force-cache' });
    await settle(url, { cache: 'force-cache' });
    const all = await collectUntil(collector, (some) => sum(some, 'requests') >= 2);
    expect(sum(all, 'cacheHits')).toBe(1);
    // of the two, one went over the network
    expect(all.reduce((count, { latency }) => count + (latency?.count ?? 0), 0)).toBe(1);
    expect(all.some(({ cacheHitRate }) => cacheHitRate !== undefined && cacheHitRate > 0)).toBe(true);
  });

  it('leaves out requests of our own and addresses within the page', async () => {
    const collector = start((url) => url.includes('ours='));
    await collectUntil(collector, (all) => sum(all, 'requests') > 0);
    await settle(here('ours'));
    await settle(URL.createObjectURL(new Blob(['x'])));
    await settle(here('theirs'));
    const all = await collectUntil(collector, (some) => sum(some, 'requests') >= 1);
    expect(sum(all, 'requests')).toBe(1);
  });
});
