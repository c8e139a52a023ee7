import { describe, expect, it } from 'vitest';
import { createDrawQueue } from './draw-queue.js';

function manual(): { schedule: (run: () => void) => void; turn: () => void; waiting: () => number } {
  const runs: (() => void)[] = [];
  return { schedule: (run) => runs.push(run), turn: () => runs.shift()?.(), waiting: () => runs.length };
}

describe('draw queue', () => {
  it('draws one chart a turn, in order, each once', () => {
    const clock = manual();
    const queue = createDrawQueue(clock.schedule);
    const drawn: string[] = [];
    const a = (): void => void drawn.push('a');
    const b = (): void => void drawn.push('b');
    queue.request(a);
    queue.request(b);
    queue.request(a);
    expect(clock.waiting()).toBe(1);
    clock.turn();
    expect(drawn).toEqual(['a']);
    clock.turn();
    expect(drawn).toEqual(['a', 'b']);
    clock.turn();
    expect(drawn).toEqual(['a', 'b']);
  });

  it('forgets who left', () => {
    const clock = manual();
    const queue = createDrawQueue(clock.schedule);
    const drawn: string[] = [];
    const a = (): void => void drawn.push('a');
    queue.request(a);
    queue.cancel(a);
    clock.turn();
    expect(drawn).toEqual([]);
    expect(clock.waiting()).toBe(0);
  });

  it('goes on after a chart that failed', () => {
    const clock = manual();
    const queue = createDrawQueue(clock.schedule);
    const drawn: string[] = [];
    queue.request(() => {
      throw new Error('broken chart');
    });
    queue.request(() => void drawn.push('next'));
    expect(clock.turn).toThrow('broken chart');
    clock.turn();
    expect(drawn).toEqual(['next']);
  });
});
