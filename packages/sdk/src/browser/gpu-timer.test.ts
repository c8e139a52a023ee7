import { expect, it } from 'vitest';
import { createGpuTimer } from './gpu-timer.js';

const EXTENSION = { TIME_ELAPSED_EXT: 1, GPU_DISJOINT_EXT: 2 };

/** As much of a context as the timer touches; `answer` is what the GPU says some time later. */
function createContext() {
  const state = {
    running: null as object | null,
    answers: new Map<object, number>(),
    disjoint: false,
    lost: false,
    begun: [] as object[],
    deleted: 0,
  };
  const gl = {
    ...{ CURRENT_QUERY: 3, QUERY_RESULT: 4, QUERY_RESULT_AVAILABLE: 5 },
    getExtension: () => EXTENSION as object | null,
    getQuery: () => state.running,
    getParameter: () => state.disjoint,
    isContextLost: () => state.lost,
    createQuery: () => (state.lost ? null : {}),
    deleteQuery: () => void state.deleted++,
    beginQuery(_target: number, query: object) {
      if (state.running) throw new Error('INVALID_OPERATION: a query is running');
      state.running = query;
      state.begun.push(query);
    },
    endQuery: () => void (state.running = null),
    getQueryParameter: (query: object, name: number) =>
      name === 5 ? state.answers.has(query) : state.answers.get(query),
  };
  return { state, gl };
}

function start(gl: object) {
  const times: number[] = [];
  let draws = 0;
  const timer = createGpuTimer(gl as WebGL2RenderingContext, {
    now: () => 7,
    onDraw: () => draws++,
    onTime: (_begun, time) => times.push(time),
  });
  const draw = (): void => {
    timer.begin();
    timer.end();
  };
  return { timer, times, draw, draws: () => draws };
}

it('tells the GPU’s answers when they come, in milliseconds', () => {
  const { state, gl } = createContext();
  const { timer, times, draw } = start(gl);
  draw();
  timer.harvest();
  expect(times).toEqual([]);
  state.answers.set(state.begun[0] ?? {}, 3_500_000);
  draw();
  expect(times).toEqual([3.5]);
});

it('leaves a query of the host alone', () => {
  const { state, gl } = createContext();
  const { timer, draw, draws } = start(gl);
  const hosts = {};
  state.running = hosts;
  draw();
  expect([state.running, state.begun.length, draws()]).toEqual([hosts, 0, 1]);
  state.running = null;
  timer.begin();
  state.running = hosts; // ended ours, and began its own
  timer.end();
  expect(state.running).toBe(hosts);
});

it('does not ask a GPU that is far behind, and reuses what it asked with', () => {
  const { state, gl } = createContext();
  const { timer, times, draw, draws } = start(gl);
  for (let i = 0; i < 50; i++) draw();
  expect(state.begun.length).toBe(6);
  expect(draws()).toBe(50);
  for (const query of state.begun) state.answers.set(query, 1e6);
  timer.harvest();
  state.answers.clear();
  for (let i = 0; i < 6; i++) draw();
  expect(times).toEqual([1, 1, 1, 1, 1, 1]);
  expect(new Set(state.begun).size).toBe(6);
});

it('throws away what a disjoint or a lost context spoilt', () => {
  const { state, gl } = createContext();
  const { timer, times, draw } = start(gl);
  draw();
  state.answers.set(state.begun[0] ?? {}, 1e6);
  state.disjoint = true;
  timer.harvest();
  state.disjoint = false;
  draw();
  state.lost = true;
  timer.harvest();
  draw();
  state.lost = false;
  draw();
  expect(times).toEqual([]);
});

it('frees its queries, and does nothing without the extension', () => {
  const { state, gl } = createContext();
  const { timer, draw } = start(gl);
  draw();
  draw();
  timer.begin();
  timer.stop();
  draw();
  expect([state.deleted, state.begun.length, state.running]).toEqual([3, 3, null]);
  const without = start({ ...gl, getExtension: () => null });
  without.draw();
  expect([without.timer.supported, state.begun.length]).toEqual([false, 3]);
});
