import { describe, expect, it } from 'vitest';
import { readRequest, type ResourceEntry } from './request.js';

const base: ResourceEntry = {
  name: 'https://a.example/data/film.bin?x=1.png',
  initiatorType: 'fetch',
  duration: 12,
  transferSize: 1_300,
  decodedBodySize: 1_000,
  responseStatus: 200,
  deliveryType: '',
};

const read = (change: Partial<ResourceEntry>) => readRequest({ ...base, ...change });

describe('a request', () => {
  it.each([
    ['https://a.example/app.wasm', 'fetch', 'wasm'],
    ['https://a.example/app.wasm?v=2#x', 'other', 'wasm'],
    ['https://a.example/data.bin', 'fetch', 'fetch'],
    ['https://a.example/data.json', 'xmlhttprequest', 'fetch'],
    ['https://a.example/main.js', 'script', 'script'],
    ['https://a.example/worker.mjs', 'other', 'script'],
    ['https://a.example/logo', 'img', 'image'],
    ['https://a.example/bg.WEBP', 'css', 'image'],
    ['https://a.example/', 'iframe', 'other'],
    ['https://a.example/style.css', 'link', 'other'],
  ])('for %s by %s is of the kind %s', (name, initiatorType, kind) => {
    expect(read({ name, initiatorType }).kind).toBe(kind);
  });

  it('goes by its content type where the browser tells it', () => {
    expect(read({ contentType: 'application/wasm' }).kind).toBe('wasm');
  });

  it.each<[string, Partial<ResourceEntry>, boolean | undefined]>([
    ['from the network', {}, false],
    ['from the HTTP cache', { deliveryType: 'cache', transferSize: 0 }, true],
    ['revalidated', { deliveryType: 'cache', transferSize: 300 }, true],
    ['from a service worker', { deliveryType: 'cache-storage', transferSize: 0 }, true],
    ['from a cache, in an older browser', { deliveryType: undefined as never, transferSize: 0 }, true],
    ['of another origin that hides its sizes', { transferSize: 0, decodedBodySize: 0 }, undefined],
    ['failed', { responseStatus: 503 }, undefined],
    ['without a body', { responseStatus: 204, transferSize: 300, decodedBodySize: 0 }, false],
  ])('%s tells of caches what it can', (_name, change, cached) => {
    expect(read(change).cached).toBe(cached);
  });

  it.each<[string, Partial<ResourceEntry>, boolean]>([
    ['404', { responseStatus: 404 }, true],
    ['a refused fetch', { responseStatus: 0, transferSize: 0, decodedBodySize: 0 }, true],
    ['an image of another origin', { initiatorType: 'img', responseStatus: 0, transferSize: 0 }, false],
    ['an older browser', { responseStatus: undefined as never }, false],
    ['304 as the page sees it', { responseStatus: 200, deliveryType: 'cache' }, false],
  ])('%s: failed is known as far as it can be', (_name, change, failed) => {
    expect(read(change).failed).toBe(failed);
  });
});
