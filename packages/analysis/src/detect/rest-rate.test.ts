import { expect, it } from 'vitest';
import type { Gate } from './gate.js';
import { createRestRate } from './rest-rate.js';

/** For each tick: frames a second, and i where the page rests, d where nobody sees it. */
function rests(ticks: readonly string[]): boolean[] {
  const restsNow = createRestRate();
  return ticks.map((tick) => {
    const gate = { idle: tick.includes('i'), drop: tick.includes('d') } as Gate;
    return restsNow(tick.startsWith('-') ? undefined : parseInt(tick, 10), gate);
  });
}

const MENU = ['30i', '30i', '29i', '30i', '30i', '30i'];

it('takes the rate that a page chose while it rested for its choice, when it draws more at the same rate', () => {
  expect(rests([...MENU, '30', '29', '30']).slice(-3)).toEqual([true, true, true]);
});

it('judges it again when the rate changes, and does not go back', () => {
  expect(rests([...MENU, '30', '60', '30']).slice(-3)).toEqual([true, false, false]);
});

it('takes a rate for no choice that was seen for a moment, or while nobody looked', () => {
  expect(rests(['60', '30i', '30i', '30']).at(-1)).toBe(false);
  expect(rests([...Array.from({ length: 9 }, () => '30id'), '30']).at(-1)).toBe(false);
});

it('takes it for no choice any more after two minutes', () => {
  expect(rests([...MENU, ...Array.from({ length: 120 }, () => '30')]).at(-1)).toBe(false);
});
