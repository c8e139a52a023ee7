import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRing } from './ring.js';

describe('ring', () => {
  it('keeps the newest items in order, whatever was pushed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 20 }), (items, capacity) => {
        const ring = createRing<number>(capacity);
        for (const item of items) ring.push(item);
        expect(ring.items()).toEqual(items.slice(-capacity));
        expect(ring.newest).toBe(items.at(-1));
      }),
    );
  });

  it('leaves an array that it handed out as it was', () => {
    const ring = createRing<number>(2);
    ring.push(1);
    const before = ring.items();
    expect(ring.items()).toBe(before);
    ring.push(2);
    ring.push(3);
    expect(before).toEqual([1]);
    expect(ring.items()).toEqual([2, 3]);
  });

  it('forgets all but the newest, wherever it stands, and goes on', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer()),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 25 }),
        fc.array(fc.integer()),
        (items, capacity, kept, later) => {
          const ring = createRing<number>(capacity);
          for (const item of items) ring.push(item);
          const newest = kept === 0 ? [] : items.slice(-capacity).slice(-kept);
          ring.trim(kept);
          expect(ring.items()).toEqual(newest);
          for (const item of later) ring.push(item);
          expect(ring.items()).toEqual([...newest, ...later].slice(-capacity));
          expect(ring.newest).toBe([...newest, ...later].at(-1));
        },
      ),
    );
  });
});
