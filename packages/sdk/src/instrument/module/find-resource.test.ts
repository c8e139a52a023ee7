import { expect, it } from 'vitest';
import { findResource } from './find-resource.js';

const entry = (name: string, change: object = {}) => ({
  ...{ name, initiatorType: 'fetch', transferSize: 1_300, decodedBodySize: 4_000, deliveryType: '' },
  ...change,
});
const among =
  (...entries: object[]) =>
  () =>
    entries as unknown as PerformanceEntry[];

it('finds a streamed module by its address, and whether a cache answered', () => {
  const url = 'https://x.test/a.wasm';
  const timings = among(entry('https://x.test/b.wasm'), entry(url), entry(url, { transferSize: 0 }));
  expect(findResource({ url }, timings)).toEqual({ url, bytes: 4_000, cached: false });
  const cached = among(entry(url, { transferSize: 300, deliveryType: 'cache' }));
  expect(findResource({ url }, cached)).toMatchObject({ cached: true });
  // another origin that hides its sizes
  const hidden = among(entry(url, { transferSize: 0, decodedBodySize: 0 }));
  expect(findResource({ url }, hidden)).toEqual({ url });
});

it('finds bytes that the host fetched by their length, where no other file has it', () => {
  const wasm = entry('https://x.test/a.wasm');
  const image = entry('https://x.test/a.png', { initiatorType: 'img' });
  expect(findResource({ bytes: 4_000 }, among(image, wasm, wasm))).toMatchObject({ url: wasm.name });
  expect(findResource({ bytes: 4_000 }, among(wasm, entry('https://x.test/b.wasm')))).toBeUndefined();
  expect(findResource({ bytes: 4_001 }, among(wasm))).toBeUndefined();
  expect(findResource({}, among(wasm))).toBeUndefined();
});
