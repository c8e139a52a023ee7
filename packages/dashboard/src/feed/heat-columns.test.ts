import { describe, expect, it } from 'vitest';
import { createFakeFeed } from '../testing/fake-feed.js';
import { HEAT_SOURCES, createHeatReader } from './heat-columns.js';

const frames = HEAT_SOURCES.find(({ id }) => id === 'frames');
if (!frames) throw new Error('no such source');
const feed = createFakeFeed('hidden', { length: 900 });
const history = feed.history();
const newest = history.at(-1)?.timestamp ?? 0;
const window = { from: newest - 600_000, to: newest };

const total = (counts: ReadonlyMap<number, number>): number =>
  [...counts.values()].reduce((sum, one) => sum + one, 0);

describe('heat columns', () => {
  it('keep every value, however coarse the columns', () => {
    const read = createHeatReader(frames);
    const fine = read(history, window, 1);
    const wide = read(history, window, 30_000);
    const sum = (columns: typeof fine): number => columns.reduce((all, { counts }) => all + total(counts), 0);
    expect(wide.length).toBeLessThan(fine.length / 4);
    expect(sum(wide)).toBeCloseTo(sum(fine));
  });

  it('do not reach over a time without readings', () => {
    const columns = createHeatReader(frames)(history, window, 30_000);
    expect(Math.max(...columns.map(({ from, to }) => to - from))).toBeLessThanOrEqual(35_000);
    const asleep = newest - 10 * 60_000;
    expect(columns.some(({ from, to }) => from < asleep && to > asleep)).toBe(false);
  });

  it('stand at the same times while the window moves on', () => {
    const read = createHeatReader(frames);
    const before = read(history, window, 30_000).map(({ to }) => to);
    feed.advance(5);
    const after = read(feed.history(), { from: window.from + 5_000, to: newest + 5_000 }, 30_000).map(
      ({ to }) => to,
    );
    expect(after.slice(1, -2)).toEqual(before.slice(1, -1).slice(0, after.length - 3));
  });
});
