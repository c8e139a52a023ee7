import { expect, it } from 'vitest';
import { growthCallers, readCallers } from './growth-callers.js';

it('names the import that WebAssembly called, and the export that ran', () => {
  const stack = [
    'Error',
    '    at growMemory (https://x.test/sql-wasm.js:10:5)',
    '    at _emscripten_resize_heap [as b] (https://x.test/sql-wasm.js:20:5)',
    '    at wasm://wasm/00b8f0ea:wasm-function[120]:0x2b',
    '    at malloc (wasm://wasm/00b8f0ea:wasm-function[60]:0x10)',
    '    at https://x.test/wasm-vitals.js:5:7',
    '    at other (wasm://wasm/00b8f0ea:wasm-function[9]:0x10)',
    '    at main (https://x.test/app.js:1:1)',
  ].join('\n');
  expect(readCallers(stack)).toEqual({ host: '_emscripten_resize_heap', index: 60 });
});

it('names the function of the host that grows a memory by itself', () => {
  const stack =
    'Error\n    at https://x.test/a.js:1:1\n    at Pool.reserve (https://x.test/a.js:2:2)\n    at main (a)';
  expect(readCallers(stack)).toEqual({ host: 'Pool.reserve' });
  expect(readCallers('')).toEqual({});
});

it('reads what stands above a function, and leaves the engine’s settings as they were', () => {
  const { stackTraceLimit: limit, prepareStackTrace } = Error;
  Reflect.deleteProperty(Error, 'prepareStackTrace'); // Vitest has one
  const grow = (): unknown => growthCallers(grow);
  function caller(): unknown {
    return grow();
  }
  const callers = caller();
  if (prepareStackTrace) Error.prepareStackTrace = prepareStackTrace;
  expect(callers).toMatchObject({ host: 'caller' });
  expect(Error.stackTraceLimit).toBe(limit);
});

it('does not run a host’s own formatting of stacks', () => {
  let ran = 0;
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = () => ran++;
  const callers = growthCallers(undefined);
  if (prepareStackTrace) Error.prepareStackTrace = prepareStackTrace;
  else Reflect.deleteProperty(Error, 'prepareStackTrace');
  expect([callers, ran]).toEqual([{}, 0]);
});
