import { expect, it } from 'vitest';
import { createRageClicks } from './rage-clicks.js';

function count(clicks: readonly (readonly [at: number, x: number, y?: number])[]): number {
  const rage = createRageClicks();
  return clicks.filter(([at, x, y = 0]) => rage.note({ at, x, y })).length;
}

it.each([
  [
    'three fast clicks in one place',
    [
      [0, 5],
      [200, 8],
      [400, 5],
    ],
    1,
  ],
  [
    'a burst that goes on',
    [
      [0, 5],
      [200, 5],
      [400, 5],
      [600, 5],
      [800, 5],
      [1_000, 5],
    ],
    1,
  ],
  [
    'two bursts',
    [
      [0, 5],
      [200, 5],
      [400, 5],
      [5_000, 5],
      [5_200, 5],
      [5_400, 5],
    ],
    2,
  ],
  [
    'a double click',
    [
      [0, 5],
      [200, 5],
    ],
    0,
  ],
  [
    'clicks here and there',
    [
      [0, 0],
      [200, 100],
      [400, 200],
    ],
    0,
  ],
  [
    'slow clicks',
    [
      [0, 5],
      [700, 5],
      [1_400, 5],
      [2_100, 5],
    ],
    0,
  ],
  [
    'two slow, then fast ones',
    [
      [0, 5],
      [800, 5],
      [1_100, 5],
      [1_200, 5],
    ],
    1,
  ],
] as const)('%s', (_name, clicks, expected) => {
  expect(count(clicks)).toBe(expected);
});
