import { expect, it } from 'vitest';
import { isSeen } from './seen.js';

const live = (...sizes: readonly number[]) =>
  sizes.map((wasmLive, i) => ({ timestamp: i * 1000, interval: 1000, visibility: 1, wasmLive }));
const leaking = live(10, 12, 14, 16);

it.each<[string, readonly number[], boolean]>([
  ['a fresh instance whose old one is gone', [26, 28, 5, 7, 9], true],
  ['one whose old one still counts', [26, 28, 30], false],
  ['less by too little', [11, 11, 11], false],
  ['too few readings', [5, 7], false],
])('of %s is the effect seen: %#', (_, after, seen) => {
  expect(isSeen('memory-leak', leaking, live(...after))).toBe(seen);
});

it('is never said of rare events, nor where nothing was read before', () => {
  const halts = live(1, 1, 1).map((tick) => ({ ...tick, frameTimeMax: 16 }));
  expect(isSeen('stall', halts, halts)).toBe(false);
  expect(isSeen('memory-leak', [], live(1, 1, 1))).toBe(false);
});
