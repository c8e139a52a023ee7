import { describe, expect, it } from 'vitest';
import { createDrawQueue } from './draw-queue.js';

type Run = (timeLeft: () => number) => void;

/** A clock by hand: each turn is an idle period of so many milliseconds, of which a drawing takes `cost`. */
function manual() {
  const runs: Run[] = [];
  let left = 0;
  return {
    schedule: (run: Run): void => void runs.push(run),
    turn(time = 0): void {
      left = time;
      runs.shift()?.(() => left);
    },
    spend: (cost: number): number => (left -= cost),
    waiting: () => runs.length,
  };
}

describe('draw queue', () => {
  it('draws in order, each once, and one a turn where the host leaves no time', () => {
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

  it('draws on in the same turn only while there is plenty of time left', () => {
    const clock = manual();
    const queue = createDrawQueue(clock.schedule);
    const drawn: string[] = [];
    for (const name of ['a', 'b', 'c', 'd'])
      queue.request(() => {
        drawn.push(name);
        clock.spend(4);
      });
    clock.turn(15);
    expect(drawn).toEqual(['a', 'b', 'c']);
    clock.turn(5);
    expect(drawn).toEqual(['a', 'b', 'c', 'd']);
    expect(clock.waiting()).toBe(0);
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
    expect(() => clock.turn(15)).toThrow('broken chart');
    clock.turn();
    expect(drawn).toEqual(['next']);
  });
});
