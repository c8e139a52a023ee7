import { describe, expect, it } from 'vitest';
import { createLane, type Timed } from './lane.js';

const at = (timestamp: number): Timed => ({ timestamp, interval: 1_000, visibility: 1 });
const key = {};

describe('lane', () => {
  it('reads each record once, however often the column is asked for', () => {
    const lane = createLane<Timed>();
    const reads: number[] = [];
    const read = ({ timestamp }: Timed): number => {
      reads.push(timestamp);
      return timestamp / 10;
    };
    lane.sync([at(10), at(20)]);
    expect(lane.column(key, read).values).toEqual([1, 2]);
    lane.sync([at(10), at(20), at(30)]);
    expect(lane.column(key, read).values).toEqual([1, 2, 3]);
    expect(reads).toEqual([10, 20, 30]);
  });

  it('drops from the front what the source dropped', () => {
    const lane = createLane<Timed>();
    const read = ({ timestamp }: Timed): number => timestamp;
    lane.sync([at(10), at(20), at(30)]);
    lane.column(key, read);
    lane.sync([at(20), at(30), at(40)]);
    expect(lane.column(key, read).values).toEqual([20, 30, 40]);
  });

  it.each([
    ['another history', [at(15), at(25)]],
    ['an older start', [at(5), at(10), at(20), at(30)]],
    ['a shorter history', [at(10)]],
    ['nothing', []],
  ])('starts over for %s', (_name, next) => {
    const lane = createLane<Timed>();
    const read = ({ timestamp }: Timed): number => timestamp;
    lane.sync([at(10), at(20), at(30)]);
    lane.column(key, read);
    lane.sync(next);
    expect(lane.column(key, read).values).toEqual(next.map(({ timestamp }) => timestamp));
  });
});
