import { afterEach, expect, test } from 'vitest';
import type { Instrumentation } from './instrumentation.js';
import { startInstrumentation } from './start-instrumentation.js';

/** (module (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add)) */
const ADD = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 7, 1, 96, 2, 127, 127, 1, 127, 3, 2, 1, 0, 7, 7, 1, 3, 97, 100, 100, 0, 0,
  10, 9, 1, 7, 0, 32, 0, 32, 1, 106, 11,
]);

let started: Instrumentation | undefined;
afterEach(() => {
  started?.stop();
});

test('counts every call and gives exports that look like the engine’s own', async () => {
  started = startInstrumentation();
  const { instance } = await WebAssembly.instantiate(ADD);
  const add = instance.exports['add'] as (a: number, b: number) => number;
  for (let i = 0; i < 10_000; i++) expect(add(i, 1)).toBe(i + 1);
  expect(instance.exports).toBe(instance.exports);
  expect(Object.isFrozen(instance.exports)).toBe(true);
  expect(Object.getPrototypeOf(instance.exports)).toBeNull();
  expect(add.length).toBe(2);
  expect(add.name).toBe('0');
  const reading = started.take();
  expect(reading.calls).toBe(10_000);
  expect(reading.functions).toHaveLength(1);
  expect(reading.functions[0]).toMatchObject({ name: 'add', kind: 'export', calls: 10_000, errors: 0 });
  expect(reading.modules).toMatchObject([{ bytes: ADD.length, exports: 1, imports: 0, instances: 1 }]);
  expect(started.take().calls).toBe(0);
});

test('stop puts every property back as it was', () => {
  const before = [WebAssembly, WebAssembly.Instance.prototype, WebAssembly.Table.prototype].map((target) =>
    Object.getOwnPropertyDescriptors(target),
  );
  startInstrumentation().stop();
  const after = [WebAssembly, WebAssembly.Instance.prototype, WebAssembly.Table.prototype].map((target) =>
    Object.getOwnPropertyDescriptors(target),
  );
  expect(after).toEqual(before);
});
