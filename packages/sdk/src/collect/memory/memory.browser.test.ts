import { expect, it } from 'vitest';
import { createJsHeapReader } from '../../browser/js-heap.js';
import { createPageMemoryReader } from '../../browser/page-memory.js';
import { createBrowserDeps } from '../../testing/browser-deps.js';
import { createMemoryCollector } from './memory.js';

it('reads the JS heap of a page, and says that the page is not isolated', () => {
  const collector = createMemoryCollector({
    ...createBrowserDeps(),
    wasm: () => ({ reserved: 65_536 }),
    jsHeap: createJsHeapReader(),
    pageMemory: createPageMemoryReader(),
  });
  collector.start();
  const { used = 0, jsHeapUsed = 0, jsHeapLimit = 0 } = collector.collect(1_000);
  expect(jsHeapUsed).toBeGreaterThan(1e5);
  expect(jsHeapLimit).toBeGreaterThan(jsHeapUsed);
  expect(used).toBe(jsHeapUsed + 65_536);
  expect(collector.tick(1_000).jsHeapUsed).toBeGreaterThan(1e5);
  expect(collector.unsupported()).toEqual(crossOriginIsolated ? [] : ['memory.userAgentSpecific.bytes']);
  collector.stop();
});
