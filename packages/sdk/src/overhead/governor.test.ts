import { describe, expect, it } from 'vitest';
import { createGovernor } from './governor.js';

function setUp() {
  const log: string[] = [];
  const step = (name: string) => ({
    name,
    apply: () => void log.push(`-${name}`),
    undo: () => void log.push(`+${name}`),
  });
  const governor = createGovernor(0.01, [step('a'), step('b')]);
  const note = (cpu: number, times: number): void => {
    for (let i = 0; i < times; i++) governor.note(cpu, 5_000);
  };
  return { governor, log, note };
}

describe('governor', () => {
  it('gives up one step after the other while the budget is broken, and no more than there are', () => {
    const { governor, log, note } = setUp();
    note(0.05, 1);
    expect(log).toEqual([]);
    note(0.05, 1);
    expect(governor.shed()).toEqual(['a']);
    note(0.05, 9);
    expect(log).toEqual(['-a', '-b']);
    expect(governor.shed()).toEqual(['a', 'b']);
  });

  it('does not wait for a second interval under gross overload', () => {
    const { governor, note } = setUp();
    note(0.2, 1);
    expect(governor.shed()).toEqual(['a']);
    note(0.2, 1);
    expect(governor.shed()).toEqual(['a', 'b']);
  });

  it('hears of intervals that the timer made a little shorter than a second', () => {
    const { governor } = setUp();
    for (let i = 0; i < 2; i++) governor.note(0.03, 997);
    expect(governor.shed()).toEqual(['a']);
  });

  it('takes them back in reverse when there is room, and not in between', () => {
    const { governor, log, note } = setUp();
    note(0.05, 4);
    note(0.008, 20);
    expect(governor.shed()).toEqual(['a', 'b']);
    note(0.001, 3);
    expect(governor.shed()).toEqual(['a']);
    note(0.001, 3);
    expect(log).toEqual(['-a', '-b', '+b', '+a']);
  });

  it('waits longer each time when a step back proves too early', () => {
    const { governor, note } = setUp();
    note(0.05, 2);
    note(0.001, 3);
    note(0.05, 2);
    note(0.001, 5);
    expect(governor.shed()).toEqual(['a']);
    note(0.001, 1);
    expect(governor.shed()).toEqual([]);
  });

  it('draws nothing from short intervals', () => {
    const { governor } = setUp();
    for (let i = 0; i < 10; i++) governor.note(0.5, 100);
    expect(governor.shed()).toEqual([]);
  });

  it('gives up what somebody asks for, beside what the budget does, and takes back only that', () => {
    const { governor, log, note } = setUp();
    governor.setLeast(2);
    expect(log).toEqual(['-a', '-b']);
    note(0.001, 20);
    expect(governor.shed()).toEqual(['a', 'b']);
    governor.setLeast(1);
    note(0.05, 2);
    governor.setLeast(0);
    expect(governor.shed()).toEqual(['a', 'b']);
    note(0.001, 8);
    expect(governor.shed()).toEqual([]);
  });
});
