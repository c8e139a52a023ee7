import { expect, it } from 'vitest';
import { createWorsening } from './worsening.js';

it('is trouble on top of what was told, also where that has eased meanwhile', () => {
  const worsening = createWorsening(0.2);
  expect(worsening.onTick(0.5, 0.5, 0.1)).toBe(false);
  expect(worsening.onTick(0.25, 0.4, 0.1)).toBe(false);
  expect(worsening.onTick(0.7, 0.6, 0.1)).toBe(false);
  expect(worsening.onTick(0.7, 0.66, 0.1)).toBe(true);
});

it('is none where the signal is too restless to be sure', () => {
  const worsening = createWorsening(0.2);
  worsening.onTick(0.3, 0.3, 1);
  expect(worsening.onTick(1.2, 1.2, 1)).toBe(false);
});

it('begins anew when it was told', () => {
  const worsening = createWorsening(0.2);
  worsening.onTick(0.3, 0.3, 0.1);
  expect(worsening.onTick(0.9, 0.9, 0.1)).toBe(true);
  worsening.clear();
  expect(worsening.onTick(0.9, 0.9, 0.1)).toBe(false);
});
