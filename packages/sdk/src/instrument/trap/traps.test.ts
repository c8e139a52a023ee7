import { expect, it } from 'vitest';
import { createFunctionState } from '../meter/function-state.js';
import { createLastCalls, type CallCount } from './last-calls.js';
import { wasmFrames } from './trap-kind.js';
import { createTraps } from './traps.js';

const state = (name: string, kind: 'export' | 'import' = 'export') =>
  createFunctionState({ name, kind, moduleId: () => 'm' });

it('keeps how things stood at the first of equal traps, and finds the build id when it is read', () => {
  let reserved = 1;
  const known: { buildId?: string } = {};
  const traps = createTraps({
    epochNow: () => 5,
    circumstances: () => ({ memory: { reserved: reserved++ }, marks: { scene: 'city' } }),
    moduleOf: (id) => (id === 'm' ? { ...known, nameOf: () => undefined } : undefined),
  });
  for (let i = 0; i < 3; i++) traps.note(new WebAssembly.RuntimeError('unreachable'), state('step'));
  known.buildId = 'cafe';
  expect(traps.take()).toMatchObject([
    { count: 3, export: 'step', buildId: 'cafe', memory: { reserved: 1 }, marks: { scene: 'city' } },
  ]);
  expect(traps.takeTickCount()).toBe(3);
});

it('names frames that the engine could not name', () => {
  const stack = [
    'RuntimeError: unreachable',
    '    at inner (wasm://wasm/0a1b:wasm-function[7]:0x2b)',
    '    at wasm://wasm/0a1b:wasm-function[3]:0x10',
    '    at run (https://x.test/app.js:1:2)',
  ].join('\n');
  expect(wasmFrames(stack, (index) => (index === 3 ? 'step' : undefined))).toEqual([
    'inner (wasm-function[7]:0x2b 0a1b)',
    'step (wasm-function[3]:0x10 0a1b)',
  ]);
  expect(wasmFrames(stack)[1]).toBe('wasm-function[3]:0x10 0a1b');
});

it('lists what was called in this tick and the last one, what runs now first, then the latest', () => {
  const counts: Record<string, number> = { step: 4, draw: 90, load: 0, log: 7 };
  const states = [state('step'), state('draw'), state('load'), state('log', 'import')];
  const last = createLastCalls({
    states: () => states,
    callsThisTick: ({ name }) => counts[name] ?? 0,
    recent: { between: (start) => (start <= 900 ? [{ name: 'load', time: 1 }] : []) },
  });
  last.endTick([{ name: 'load', calls: 1 }] satisfies CallCount[]);
  expect(last.until(1_000, states[0] ?? state('step'))).toEqual([
    { name: 'step', calls: 4 },
    { name: 'load', calls: 1 },
    { name: 'draw', calls: 90 },
  ]);
  last.endTick([]);
  expect(last.until(1_000, states[0] ?? state('step')).map(({ name }) => name)).toEqual(['step', 'draw']);
});
