import { expect, it } from 'vitest';
import { createHeapDrops } from './heap-drops.js';

it('finds the drop whose readings enclose a time, and no other', () => {
  let [now, used] = [0, 0];
  const drops = createHeapDrops(
    () => ({ used, limit: 1e9 }),
    () => now,
  );
  const readAt = (at: number, bytes: number): void => {
    [now, used] = [at, bytes];
    drops.read();
  };
  readAt(1_000, 50e6);
  readAt(2_000, 60e6);
  readAt(3_000, 20e6);
  readAt(4_000, 30e6);
  [now, used] = [4_200, 30e6];
  expect(drops.between(2_500, 2_700)).toEqual({ bytes: 40e6, within: 1_000 });
  expect(drops.between(3_500, 3_900)).toBeUndefined();
  [now, used] = [4_500, 5e6];
  expect(drops.between(4_300, 4_450)).toEqual({ bytes: 25e6, within: 300 }); // it reads by itself
});
