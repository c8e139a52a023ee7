import { describe, expect, it } from 'vitest';
import type { Snapshot, Tick } from '@wasm-vitals/protocol';
import { createFakeFeed } from '../testing/fake-feed.js';
import type { Feed } from './feed.js';
import { seriesOf, type Series } from './series.js';
import { createTimeline, type Timeline } from './timeline.js';

const SECOND = 1_000;

const tick = (second: number, rest: Partial<Tick> = {}): Tick => ({
  timestamp: second * SECOND,
  interval: SECOND,
  visibility: 1,
  ...rest,
});

const snapshot = (second: number, fps?: number): Snapshot =>
  ({
    timestamp: second * SECOND,
    interval: 5 * SECOND,
    visibility: 1,
    rendering: fps === undefined ? { error: 'none' } : { fps, frames: 1, longFrames: [] },
  }) as unknown as Snapshot;

function timelineOf(history: readonly Snapshot[], ticks: readonly Tick[]): Timeline {
  const timeline = createTimeline();
  timeline.sync({ history: () => history, ticks: () => ticks } as unknown as Feed);
  return timeline;
}

const fps = seriesOf('rendering.fps');
const all = { from: 0, to: 1e9 };

describe('timeline', () => {
  it('shows ticks where there are any, and snapshots before', () => {
    const timeline = timelineOf(
      [snapshot(5, 50), snapshot(10, 51), snapshot(15, 52)],
      [tick(11, { fps: 60 }), tick(12, { fps: 61 })],
    );
    expect(timeline.view([fps], all)).toEqual({
      times: [5_000, 10_000, 11_000, 12_000],
      values: [[50, 51, 60, 61]],
    });
    expect(timeline.newest).toBe(15_000);
  });

  it('shows snapshots alone for a series that ticks lack', () => {
    const series: Series = { ...fps, id: 'x', fromTick: () => undefined };
    const timeline = timelineOf([snapshot(5, 50), snapshot(10, 51)], [tick(9), tick(10)]);
    expect(timeline.view([series], all).values).toEqual([[50, 51]]);
  });

  it('breaks the line where records are missing, and where one lacks the reading', () => {
    const timeline = timelineOf(
      [],
      [tick(1, { fps: 60 }), tick(2), tick(3, { fps: 58 }), tick(30, { fps: 57 })],
    );
    const { times, values } = timeline.view([fps], all);
    expect(times).toEqual([1_000, 2_000, 3_000, 29_000, 30_000]);
    expect(values).toEqual([[60, null, 58, null, 57]]);
  });

  it('breaks the line between snapshots and ticks that begin later', () => {
    const timeline = timelineOf(
      [snapshot(5, 50), snapshot(10, 51)],
      [tick(40, { fps: 60 }), tick(41, { fps: 61 })],
    );
    expect(timeline.view([fps], all)).toEqual({
      times: [5_000, 10_000, 39_000, 40_000, 41_000],
      values: [[50, 51, null, 60, 61]],
    });
  });

  it('keeps gaps where they are while records come and go', () => {
    const history = [1, 2, 10, 11, 20].map((second) => tick(second, { fps: second }));
    const timeline = createTimeline();
    for (let from = 0; from < 4; from++) {
      const ticks = history.slice(from, from + 3);
      timeline.sync({ history: () => [], ticks: () => ticks } as unknown as Feed);
      const fresh = timelineOf([], ticks);
      expect(timeline.view([fps], all)).toEqual(fresh.view([fps], all));
      expect(timeline.view([fps], all).values[0]).toContain(null);
    }
  });

  it('makes the times once for all charts of an update', () => {
    const timeline = timelineOf(
      [],
      [1, 2, 3].map((second) => tick(second, { fps: second, jsHeapUsed: second })),
    );
    const { times } = timeline.view([fps], all);
    expect(timeline.view([seriesOf('memory.jsHeapUsed')], all).times).toBe(times);
  });

  it('joins the readings of a sparse series, but not over missing records', () => {
    const sparse: Series = { ...fps, id: 'y', sparse: true };
    const timeline = timelineOf(
      [],
      [tick(1, { fps: 60 }), tick(2), tick(3, { fps: 58 }), tick(30, { fps: 57 })],
    );
    expect(timeline.view([sparse], all).values).toEqual([[60, undefined, 58, null, 57]]);
  });

  it('takes one record on each side of the window, so that lines reach its edges', () => {
    const timeline = timelineOf(
      [],
      [1, 2, 3, 4, 5].map((second) => tick(second, { fps: second })),
    );
    expect(timeline.view([fps], { from: 2_500, to: 3_500 }).times).toEqual([2_000, 3_000, 4_000]);
  });

  it('tells when the page was hidden', () => {
    const timeline = timelineOf(
      [],
      [tick(1), tick(2, { visibility: 0 }), tick(3, { visibility: 0 }), tick(4)],
    );
    expect(timeline.hidden(all)).toEqual([{ from: 1_000, to: 3_000 }]);
  });

  it('has no latest reading where the newest is too old', () => {
    const timeline = timelineOf([], [tick(1, { fps: 60 }), ...[20, 21, 22].map((second) => tick(second))]);
    expect(timeline.latest(fps)).toBeUndefined();
    expect(timeline.latest(fps, 60_000)).toBe(60);
  });

  it('follows a feed that goes on, at the cost of the new records only', () => {
    const feed = createFakeFeed('healthy', { length: 700 });
    const timeline = createTimeline();
    let reads = 0;
    const counted: Series = {
      ...fps,
      id: 'counted',
      fromTick: (one) => {
        reads++;
        return one.fps;
      },
    };
    timeline.sync(feed);
    timeline.view([counted], all);
    expect(reads).toBe(600);
    feed.advance(3);
    timeline.sync(feed);
    timeline.view([counted], all);
    expect(reads).toBe(603);
  });

  it('shows totals per second, whatever the interval', () => {
    const time = seriesOf('wasm.executionStats.totalTime');
    expect(time.fromTick?.(tick(1, { interval: 500, wasmTime: 100 }))).toBe(200);
    const feed = createFakeFeed('healthy', { length: 60 });
    const newest = feed.history().at(-1);
    if (!newest || !('executionStats' in newest.wasm)) throw new Error('the fake has no WASM');
    expect(time.fromSnapshot(newest)).toBeCloseTo(newest.wasm.executionStats.totalTime / 5);
  });
});
