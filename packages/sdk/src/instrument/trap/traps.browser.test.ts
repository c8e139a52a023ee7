import { afterEach, expect, it } from 'vitest';
import type { Instrumentation } from '../instrumentation.js';
import { startInstrumentation } from '../start-instrumentation.js';
import { buildModule, leb, op } from '../testing/build-module.js';

let instrumentation: Instrumentation;
afterEach(() => instrumentation.stop());

/** `fail()` traps in a function without a name; `step()` and `rare()` do nothing. */
const TRAPPING = buildModule({
  functions: [
    { code: [op.unreachable] },
    { name: 'fail', code: [op.call, 0] },
    { name: 'step', code: [] },
    { name: 'rare', code: [] },
  ],
  memory: { initial: 2, maximum: 5, name: 'memory' },
  custom: { build_id: [...leb(2), 0xca, 0xfe] },
});

it('records what led to a trap, how memory stood, the host’s marks and the build', () => {
  let scene = 'city';
  instrumentation = startInstrumentation({ marks: () => ({ scene }) });
  const { fail, step, rare } = new WebAssembly.Instance(new WebAssembly.Module(TRAPPING)).exports as Record<
    string,
    () => void
  >;
  instrumentation.take(); // finds the memory's maximum
  rare?.();
  for (let i = 0; i < 500; i++) step?.();
  instrumentation.takeTick();
  for (let i = 0; i < 7; i++) step?.();
  expect(() => fail?.()).toThrow(WebAssembly.RuntimeError);
  scene = 'sea';
  expect(() => fail?.()).toThrow(WebAssembly.RuntimeError);
  const [trap, ...others] = instrumentation.take().traps;
  expect(others).toEqual([]);
  expect(trap).toMatchObject({
    ...{ kind: 'unreachable', export: 'fail', count: 2, buildId: 'cafe' },
    memory: { reserved: 2 * 65_536, headroom: 3 * 65_536 },
    marks: { scene: 'city' },
  });
  expect(trap?.lastCalls?.[0]).toEqual({ name: 'fail', calls: 1 });
  expect(trap?.lastCalls).toContainEqual({ name: 'step', calls: 507 });
  expect(trap?.lastCalls).toContainEqual({ name: 'rare', calls: 1 });
  // the inner function has no name at all, the outer one at least the name of its export
  expect(trap?.stack?.[0]).toMatch(/^wasm-function\[0\]:0x/);
  expect(trap?.stack?.[1]).toMatch(/^fail \(wasm-function\[1\]:0x/);
});

it('gives the host its own error where the host’s marks can’t be read', () => {
  instrumentation = startInstrumentation({
    marks: () => {
      throw new Error('marks');
    },
  });
  const { fail } = new WebAssembly.Instance(new WebAssembly.Module(TRAPPING)).exports as Record<
    string,
    () => void
  >;
  expect(() => fail?.()).toThrow(WebAssembly.RuntimeError);
});
