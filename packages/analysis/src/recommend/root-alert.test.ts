import type { Alert, Anomaly } from '@wasm-vitals/protocol';
import { expect, it } from 'vitest';
import { rootAlert } from './root-alert.js';

const anomaly = (kind: Anomaly['kind'], metric: string, ratio: number): Anomaly => ({
  id: kind,
  kind,
  metric,
  detectedAt: 10_000,
  severity: 'warning',
  value: ratio,
  change: { ratio },
  message: `${kind} by ${ratio}`,
});

/** Calls `slower` times as long, and so much of the frame rate left. */
function alert(slower: number, frames: number): Alert {
  const anomalies = [
    anomaly('execution-slow', 'wasm.executionStats.avgExecutionTime', slower),
    anomaly('frame-rate-drop', 'rendering.fps', frames),
  ];
  const { kind, metric, message, value: current } = anomalies[0] as Anomaly;
  const base = {
    id: 'a',
    severity: 'warning',
    state: 'open',
    title: 't',
    openedAt: 0,
    updatedAt: 0,
  } as const;
  return { ...base, kind, metric, message, current, anomalies };
}

it('lets slow calls lead that took more of each second', () => {
  expect(rootAlert(alert(8, 0.4)).kind).toBe('execution-slow');
});

it('lets the frames lead where calls are longer only because they come less often', () => {
  expect(rootAlert(alert(1.86, 0.49))).toMatchObject({
    kind: 'frame-rate-drop',
    metric: 'rendering.fps',
    current: 0.49,
    message: 'frame-rate-drop by 0.49',
    anomalies: [{ kind: 'frame-rate-drop' }, { kind: 'execution-slow' }],
  });
});

it('leaves an alert alone that says nothing of frames', () => {
  const slow = alert(2, 0.5);
  const only = { ...slow, anomalies: slow.anomalies.slice(0, 1) };
  expect(rootAlert(only)).toBe(only);
});
