import { createDetector, type DetectorOptions } from '@wasm-vitals/analysis';
import type { Anomaly, Snapshot } from '@wasm-vitals/protocol';
import { tickOf } from './tick-of.js';

/**
 * The detectors by themselves, for snapshots from anywhere: a file, another page, a test. A running monitor detects on
 * ticks of one second, which is more precise; its findings are its alerts.
 */
export class PerformanceAnomalyDetector {
  readonly #detector;
  readonly #listeners = new Set<(anomaly: Anomaly) => void>();

  /** @throws {RangeError} for a threshold on a metric that there is not */
  constructor(options: DetectorOptions = {}) {
    this.#detector = createDetector(options);
  }

  /** Learns what is usual from an earlier session. */
  establishBaselines(history: readonly Snapshot[]): void {
    this.#detector.establishBaselines(history);
  }

  /** Takes the next snapshot, in order of time. Returns the anomalies that it raised. */
  detectAnomalies(snapshot: Snapshot): readonly Anomaly[] {
    const events = [...this.#detector.onTick(tickOf(snapshot)), ...this.#detector.onSnapshot(snapshot)];
    const raised = events.filter(({ type }) => type === 'raised').map(({ anomaly }) => anomaly);
    for (const anomaly of raised) for (const listener of this.#listeners) listener(anomaly);
    return raised;
  }

  /** Tells each anomaly when it is raised. Returns the way to stop. */
  onAnomaly(listener: (anomaly: Anomaly) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
