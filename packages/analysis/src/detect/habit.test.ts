import { describe, expect, it } from 'vitest';
import { createHabit } from './habit.js';

/** Lets a statistic stand for so many minutes. */
function live(habit: ReturnType<typeof createHabit>, minutes: number, statistic: number): void {
  for (let second = 0; second < 60 * minutes; second++) if (habit.isDue()) habit.push(statistic);
}

describe('habit', () => {
  it('knows nothing at first', () => {
    expect(createHabit().limit).toBe(-Infinity);
  });

  it('asks for more than the worst of the minutes before', () => {
    const habit = createHabit();
    live(habit, 5, 0.1);
    live(habit, 1, 0.2);
    live(habit, 3, 0.1);
    expect(habit.limit).toBeCloseTo(0.25);
  });

  it('makes no habit of the newest two minutes, nor of what it is told to forget', () => {
    const habit = createHabit();
    live(habit, 8, 0.1);
    live(habit, 2, 5);
    habit.forgetBlock();
    live(habit, 5, 0.1);
    expect(habit.limit).toBeCloseTo(0.125);
  });

  it('forgets after half an hour', () => {
    const habit = createHabit();
    live(habit, 10, 1);
    live(habit, 40, 0.1);
    expect(habit.limit).toBeCloseTo(0.125);
  });
});
