import { expect, it } from 'vitest';
import { createKnownAllocators } from './known-allocators.js';

it('asks one that walks over its heap the more rarely the longer it takes, and never after a trap', () => {
  let now = 0;
  let asked = 0;
  const walker = {
    name: 'walker',
    recognise: () => ({
      walks: true,
      read() {
        asked += 1;
        now += 20;
        return { heapSize: asked };
      },
    }),
  };
  const allocators = createKnownAllocators([walker], { now: () => now, stopped: () => false });
  const memory = new WebAssembly.Memory({ initial: 1 });
  allocators.meet({}, memory);
  expect(allocators.read(memory, false)).toEqual({ heapSize: 1 });
  now += 1_900;
  expect(allocators.read(memory, false)).toEqual({ heapSize: 1 });
  now += 200;
  expect(allocators.read(memory, false)).toEqual({ heapSize: 2 });
  now += 10_000;
  expect(allocators.read(memory, true)).toBeUndefined();
  expect(asked).toBe(2);
});
