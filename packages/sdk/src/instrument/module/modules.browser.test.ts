import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Instrumentation } from '../instrumentation.js';
import { startInstrumentation } from '../start-instrumentation.js';
import { buildModule, leb } from '../testing/build-module.js';

let instrumentation: Instrumentation;
beforeEach(() => void (instrumentation = startInstrumentation()));
afterEach(() => instrumentation.stop());

const text = (value: string): number[] => [...leb(value.length), ...new TextEncoder().encode(value)];
const VECTORS = buildModule({
  functions: [{ name: 'f', locals: ['v128'], code: [] }],
  custom: { target_features: [1, 0x2b, ...text('sign-ext')] },
});

it('tells features and sections of a module whose bytes it saw', async () => {
  const { instance } = await WebAssembly.instantiate(VECTORS);
  const [module] = instrumentation.take().modules;
  expect(instance.exports).toHaveProperty('f');
  expect(module?.features).toEqual(['sign-ext', 'simd128']);
  expect(module?.sections).toMatchObject({ code: 6, 'custom:target_features': 27 });
});

it('tells of a streamed module what its toolchain wrote down, and no sections', async () => {
  const response = new Response(new Blob([VECTORS], { type: 'application/wasm' }));
  const { instance } = await WebAssembly.instantiateStreaming(response);
  const [module] = instrumentation.take().modules;
  expect(instance.exports).toHaveProperty('f');
  expect(module).toMatchObject({ features: ['sign-ext'], streaming: true });
  expect(module).not.toHaveProperty('sections');
});

it('finds the file of bytes that the page fetched, by their length', async () => {
  // any file of the test server serves: what counts is that the module is as long as it
  const url = new URL(`/@vite/client?${Math.random()}`, location.href).href;
  const { length } = new Uint8Array(await (await fetch(url)).arrayBuffer());
  await vi.waitFor(() => expect(performance.getEntriesByName(url)).toHaveLength(1));
  const rest = length - buildModule({ functions: [{ name: 'f', code: [] }] }).length;
  const size = (bytes: number): number[] => Array.from({ length: bytes }, () => 0);
  // one custom section fills up to that length: id, three bytes of size, a name of one letter
  const module = buildModule({
    functions: [{ name: 'f', code: [] }],
    custom: { x: size(rest - 1 - leb(rest).length - 2) },
  });
  expect(module).toHaveLength(length);
  const { instance } = await WebAssembly.instantiate(module);
  expect(instance.exports).toHaveProperty('f');
  expect(instrumentation.take().modules).toMatchObject([{ name: 'client', url, cached: false }]);
});
