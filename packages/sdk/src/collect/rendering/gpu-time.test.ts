import { expect, it } from 'vitest';
import { createFakeClock, createTestGuard } from '../../testing/fake-clock.js';
import { createGpuTime } from './gpu-time.js';

/** A context whose GPU has answered each query by the time that somebody asks. */
function context(answers: number[]) {
  let running: object | null = null;
  const times = new Map<object, number>();
  return {
    ...{ CURRENT_QUERY: 3, QUERY_RESULT: 4, QUERY_RESULT_AVAILABLE: 5 },
    getExtension: () => ({ TIME_ELAPSED_EXT: 1, GPU_DISJOINT_EXT: 2 }),
    getQuery: () => running,
    getParameter: () => false,
    isContextLost: () => false,
    createQuery: () => ({}),
    deleteQuery: () => undefined,
    beginQuery: (_target: number, query: object) => void (running = query),
    endQuery() {
      if (running) times.set(running, (answers.shift() ?? 0) * 1e6);
      running = null;
    },
    getQueryParameter: (query: object, name: number) => (name === 5 ? true : times.get(query)),
  } as unknown as WebGL2RenderingContext;
}

function draw(meter: { begin(): void; end(): void }): void {
  meter.begin();
  meter.end();
}

it('sums up the interval, and is absent where nothing was measured', () => {
  const clock = createFakeClock();
  const gpu = createGpuTime(clock.now, createTestGuard());
  expect([gpu.supported, gpu.take()]).toEqual([false, undefined]);
  const meter = gpu.measure(context([10, 20]));
  draw(meter);
  draw(meter);
  expect(gpu.take()).toBe(30);
  expect([gpu.supported, gpu.take()]).toEqual([true, undefined]);
});

it('takes drawings for a queue: a late frame waits for the ones before it', () => {
  const clock = createFakeClock();
  const gpu = createGpuTime(clock.now, createTestGuard());
  const meter = gpu.measure(context([100, 200]));
  const start = clock.now();
  draw(meter);
  clock.advance(10);
  draw(meter); // begins when the first one ends
  gpu.harvest();
  expect(gpu.between(start, start + 100)).toBe(100);
  expect(gpu.between(start + 150, start + 250)).toBe(100);
  expect(gpu.between(start + 290, start + 400)).toBe(10);
  expect(gpu.between(start + 300, start + 400)).toBeUndefined();
});

it('counts a fault of the context, and lets the host draw on', () => {
  const guard = createTestGuard();
  const gpu = createGpuTime(createFakeClock().now, guard);
  const broken = {
    ...context([]),
    getQuery: () => {
      throw new Error('broken');
    },
  };
  draw(gpu.measure(broken));
  expect(guard.errors).toHaveLength(1);
  gpu.stop();
});
