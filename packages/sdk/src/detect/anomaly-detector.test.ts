import { expect, it, vi } from 'vitest';
import { healthySnapshot } from '../testing/snapshot.js';
import { PerformanceAnomalyDetector } from './anomaly-detector.js';

it('tells an anomaly once, when it is raised', () => {
  const detector = new PerformanceAnomalyDetector({
    thresholds: { 'rendering.fps': { below: 50, for: 10_000 } },
  });
  const told = vi.fn();
  const stop = detector.onAnomaly(told);
  const slow = { rendering: { frames: 100, fps: 20, longFrames: [] } };
  const raised = Array.from({ length: 12 }, (_, i) => healthySnapshot(i, i < 4 ? {} : slow)).flatMap(
    (snapshot) => [...detector.detectAnomalies(snapshot)],
  );
  expect(raised).toHaveLength(1);
  expect(raised[0]).toMatchObject({ kind: 'threshold', metric: 'rendering.fps', value: 20, threshold: 50 });
  expect(told.mock.calls).toEqual([[raised[0]]]);
  stop();
});

it('finds nothing on a healthy page, with the baselines of an earlier session', () => {
  const session = Array.from({ length: 60 }, (_, i) => healthySnapshot(i));
  const detector = new PerformanceAnomalyDetector();
  detector.establishBaselines(session);
  expect(session.flatMap((snapshot) => [...detector.detectAnomalies(snapshot)])).toEqual([]);
});

it('refuses a threshold on a metric that there is not', () => {
  const thresholds = { 'rendering.FPS': { below: 50 } } as never;
  expect(() => new PerformanceAnomalyDetector({ thresholds })).toThrow(RangeError);
});
