import { describe, expect, it } from 'vitest';
import type { Gate } from './gate.js';
import { createLoadingExcuse } from './loading-excuse.js';

/** Sum of what is excused of 160 levels (ln), one a second. */
function excused(level: (second: number) => number, gate: (second: number) => Partial<Gate>): number {
  const excuse = createLoadingExcuse();
  let sum = 0;
  for (let second = 0; second < 160; second++) {
    const now = 1_000 + second * 1_000;
    const calm = { now, interval: 1_000, loading: false, workEdge: false, workStep: 0 };
    sum += excuse.onTick(level(second), { ...calm, ...gate(second) } as Gate, 0.01);
  }
  return sum;
}

const within = (second: number, from: number, to: number): boolean => second >= from && second < to;

describe('what is excused', () => {
  it('is what came under loading, also where that is noticed three seconds late', () => {
    const step = (second: number): number => (second >= 60 ? 0.4 : 0);
    expect(excused(step, (second) => ({ loading: within(second, 60, 70) }))).toBeCloseTo(0.4);
    expect(excused(step, (second) => ({ loading: within(second, 63, 70) }))).toBeCloseTo(0.4);
  });

  it('is excused once, whatever the work does a moment later', () => {
    const sum = excused(
      (second) => (second >= 60 ? 0.4 : 0),
      (second) => ({ loading: second === 60, workEdge: within(second, 66, 72), workStep: 0.7 }),
    );
    expect(sum).toBeCloseTo(0.4);
  });

  it('is no more than the work grew by', () => {
    const sum = excused(
      (second) => (second >= 60 ? 0.4 : 0),
      (second) => ({ workEdge: within(second, 60, 66), workStep: 0.2 }),
    );
    expect(sum).toBeCloseTo(0.3);
  });

  it('is nothing of a saw-tooth, whose phase is another one after than before', () => {
    const sum = excused(
      (second) => (0.08 * (second % 30)) / 30,
      (second) => ({
        workEdge: [60, 97, 122].some((from) => within(second, from, from + 6)),
        workStep: 0.7,
      }),
    );
    expect(sum).toBe(0);
  });

  it('is what came while the page rested, where its work is another when it goes on', () => {
    const sum = excused(
      (second) => (second >= 60 ? 0.3 : 0),
      (second) => ({
        waking: within(second, 50, 108),
        workEdge: within(second, 102, 108),
        workStep: 0.7,
      }),
    );
    expect(sum).toBeCloseTo(0.3);
  });

  it('is excused once, where the page rests, loads and wakes', () => {
    const sum = excused(
      (second) => (second >= 60 ? 0.3 : 0),
      (second) => ({
        waking: within(second, 50, 108),
        loading: within(second, 60, 70),
        workEdge: within(second, 102, 108),
        workStep: 0.7,
      }),
    );
    expect(sum).toBeCloseTo(0.3);
  });

  it('is measured against nothing from before other content that the host marked', () => {
    const excuse = createLoadingExcuse();
    const gate = (second: number, loading: boolean): Gate =>
      ({ now: 1_000 + second * 1_000, interval: 1_000, loading, workEdge: false, workStep: 0 }) as Gate;
    let sum = 0;
    for (let second = 0; second < 120; second++) {
      if (second === 60) excuse.clear();
      // A heavy scene, a light one, and what is loaded into that.
      const level = second < 60 ? 1 : second < 80 ? 0 : 0.4;
      sum += excuse.onTick(level, gate(second, within(second, 80, 90)), 0.01);
    }
    expect(sum).toBeCloseTo(0.4);
  });
});
