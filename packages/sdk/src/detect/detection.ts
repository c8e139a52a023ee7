import { createAlertBook, createDetector, type DetectorEvent, type Thresholds } from '@wasm-vitals/analysis';
import type { Alert, DurationMs, EpochMs, Snapshot, Tick } from '@wasm-vitals/protocol';

/** Detector and alert book together: readings in, alerts out. */
export interface Detection {
  /** Alerts that changed with this tick. */
  onTick(tick: Tick): readonly Alert[];
  onSnapshot(snapshot: Snapshot): readonly Alert[];
  /** Open ones first, newest first. */
  alerts(): readonly Alert[];
  /** The alert after it, or undefined where there is none of this id that is open. */
  acknowledge(id: string): Alert | undefined;
  mute(id: string, duration: DurationMs): Alert | undefined;
  establishBaselines(history: readonly Snapshot[]): void;
  /** What somebody else found, entered into the book like a finding of the detector. The alerts that changed. */
  enter(event: DetectorEvent): readonly Alert[];
}

export function createDetection(thresholds: Thresholds, now: () => EpochMs): Detection {
  const detector = createDetector({ thresholds });
  const book = createAlertBook();
  let latest: EpochMs = 0; // the book reckons in the time of the readings

  function enter(events: readonly DetectorEvent[], at: EpochMs): readonly Alert[] {
    latest = at;
    return book.apply(events, at);
  }

  return {
    onTick: (tick) => enter(detector.onTick(tick), tick.timestamp),
    onSnapshot: (snapshot) => enter(detector.onSnapshot(snapshot), snapshot.timestamp),
    alerts: () => book.alerts(),
    acknowledge: (id) => book.acknowledge(id, Math.max(latest, now())),
    mute: (id, duration) => book.mute(id, Math.max(latest, now()) + duration),
    enter: (event) => enter([event], Math.max(latest, now())),
    establishBaselines: (history) => detector.establishBaselines(history),
  };
}
