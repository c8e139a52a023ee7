import type { Anomaly, AnomalyKind } from '@wasm-vitals/protocol';
import { describe, expect, it } from 'vitest';
import { createAlertBook } from './alert-book.js';

const anomaly = (kind: AnomalyKind, at: number, extra: Partial<Anomaly> = {}): Anomaly => ({
  id: `${kind}@${String(at)}`,
  kind,
  metric: `metric of ${kind}`,
  detectedAt: at,
  onset: at - 10_000,
  severity: 'warning',
  value: 1,
  message: kind,
  ...extra,
});
const raised = (item: Anomaly) => ({ type: 'raised' as const, anomaly: item });
const cleared = (item: Anomaly) => ({ type: 'cleared' as const, anomaly: item });

describe('alert book', () => {
  it('makes one alert of a slow export and the frame drop that it makes, cause first', () => {
    const book = createAlertBook();
    book.apply([raised(anomaly('frame-rate-drop', 100_000))], 100_000);
    const changed = book.apply([raised(anomaly('execution-slow', 105_000))], 105_000);
    expect(changed).toHaveLength(1);
    expect(book.alerts()).toMatchObject([
      {
        kind: 'execution-slow',
        openedAt: 100_000,
        anomalies: [{ kind: 'execution-slow' }, { kind: 'frame-rate-drop' }],
      },
    ]);
  });

  it('keeps apart what has nothing in common and began at other times', () => {
    const book = createAlertBook();
    book.apply([raised(anomaly('memory-leak', 100_000))], 100_000);
    book.apply([raised(anomaly('cache-collapse', 200_000))], 200_000);
    expect(book.alerts().map(({ kind }) => kind)).toEqual(['cache-collapse', 'memory-leak']);
  });

  it('resolves after silence, and reopens the same alert within the cool-down', () => {
    const book = createAlertBook({ resolveAfter: 30_000, coolDown: 60_000 });
    const first = anomaly('jank', 100_000);
    book.apply([raised(first)], 100_000);
    book.apply([cleared(first)], 110_000);
    expect(book.alerts()).toMatchObject([{ state: 'open', clearedAt: 110_000 }]);
    expect(book.apply([], 139_000)).toHaveLength(0);
    expect(book.apply([], 140_000)).toMatchObject([{ state: 'resolved', resolvedAt: 140_000 }]);
    const again = book.apply([raised(anomaly('jank', 190_000))], 190_000);
    expect(again).toMatchObject([{ id: 'alert:jank@100000', state: 'open' }]);
    expect(again[0]?.resolvedAt).toBeUndefined();
    expect(again[0]?.clearedAt).toBeUndefined();
    book.apply([cleared(anomaly('jank', 190_000))], 200_000);
    book.apply([], 230_000);
    book.apply([raised(anomaly('jank', 300_001))], 300_001);
    expect(book.alerts()).toHaveLength(2);
  });

  it('takes acknowledgement and mute, and mutes later alerts about the same', () => {
    const book = createAlertBook({ coolDown: 0 });
    const first = anomaly('jank', 100_000);
    book.apply([raised(first)], 100_000);
    expect(book.acknowledge('alert:jank@100000', 101_000)).toMatchObject({ state: 'acknowledged' });
    expect(book.mute('alert:jank@100000', 900_000)).toMatchObject({ mutedUntil: 900_000 });
    expect(book.acknowledge('nothing', 1)).toBeUndefined();
    book.apply([cleared(first)], 110_000);
    book.apply([], 150_000);
    book.apply([raised(anomaly('jank', 500_000))], 500_000);
    expect(book.alerts()[0]).toMatchObject({ mutedUntil: 900_000, state: 'open' });
  });

  it('remembers no more resolved alerts than it is told', () => {
    const book = createAlertBook({ history: 3, coolDown: 0, resolveAfter: 1_000 });
    for (let i = 1; i <= 20; i++) {
      const item = anomaly('jank', i * 100_000);
      book.apply([raised(item)], i * 100_000);
      book.apply([cleared(item)], i * 100_000 + 1);
      book.apply([], i * 100_000 + 5_000);
    }
    expect(book.alerts()).toHaveLength(3);
  });
});
