import { describe, expect, it } from 'vitest';
import { seriesOf } from '../feed/series.js';
import { createFakeFeed } from '../testing/fake-feed.js';
import { createDashboardModel, type ModelChange } from './dashboard-model.js';

function followed(state: Parameters<typeof createFakeFeed>[0]) {
  const feed = createFakeFeed(state, { length: 1_000 });
  const model = createDashboardModel();
  model.setFeed(feed);
  const changes: ModelChange[] = [];
  model.on((change) => changes.push(change));
  return { feed, model, changes };
}

describe('dashboard model', () => {
  it('shows the range up to the newest record, and follows it', () => {
    const { feed, model } = followed('healthy');
    const before = model.window();
    expect(before.to - before.from).toBe(300_000);
    feed.advance(7);
    model.pull();
    expect(model.window().to - before.to).toBe(7_000);
    model.setRange('all');
    expect(model.window().from).toBe(model.timeline.oldest);
  });

  it('holds still while paused, and catches up', () => {
    const { feed, model, changes } = followed('healthy');
    const { to } = model.window();
    model.setPaused(true);
    feed.advance(10);
    model.pull();
    expect(model.window().to).toBe(to);
    expect(changes).toEqual(['view']);
    model.setPaused(false);
    expect(model.window().to).toBe(to + 10_000);
  });

  it('keeps a zoomed window while data goes on', () => {
    const { feed, model } = followed('healthy');
    const { to } = model.window();
    model.zoom({ from: to - 60_000, to: to - 30_000 });
    feed.advance(10);
    model.pull();
    expect(model.window()).toEqual({ from: to - 60_000, to: to - 30_000 });
    model.zoom({ from: to - 100, to });
    expect(model.window().from).toBe(to - 60_000);
    model.zoom(undefined);
    expect(model.window().to).toBe(to + 10_000);
  });

  it('tells of findings only where they changed', () => {
    const { feed, model, changes } = followed('degraded');
    feed.advance(1);
    model.pull();
    expect(changes).toEqual(['data']);
    feed.acknowledge?.('alert-slow');
    model.pull();
    expect(changes.at(-1)).toBe('findings');
  });

  it('leaves the time of an alert out of what is normal', () => {
    const { model } = followed('critical');
    const baseline = model.baseline(seriesOf('wasm.executionStats.p95'));
    expect(baseline?.median).toBeGreaterThan(0.28);
    expect(baseline?.median).toBeLessThan(0.34);
  });

  it('takes baseline and threshold from the feed where it knows them, but not for rates', () => {
    const model = createDashboardModel();
    const known = { median: 42, spread: 1, samples: 9, source: 'stored' as const };
    model.setFeed({
      ...createFakeFeed('healthy', { length: 300 }),
      baseline: () => known,
      threshold: () => 7,
    });
    expect(model.baseline(seriesOf('rendering.fps'))).toBe(known);
    expect(model.threshold(seriesOf('rendering.fps'))).toBe(7);
    expect(model.baseline(seriesOf('wasm.executionStats.totalTime'))?.source).toBe('session');
    expect(model.threshold(seriesOf('wasm.executionStats.totalTime'))).toBeUndefined();
  });

  it('tells of history only with a new snapshot, and not of the same findings in another array', () => {
    const { feed, model, changes } = followed('critical');
    feed.advance(1);
    model.pull();
    expect(changes).toEqual(['data']);
    feed.setAlerts([...feed.alerts()]);
    model.pull();
    expect(changes).toEqual(['data', 'data']);
    feed.advance(5);
    feed.setAlerts(feed.alerts().slice(1));
    model.pull();
    expect(changes.slice(2)).toEqual(['data', 'history', 'findings']);
  });
});
