import type { RecordingLabel } from '@wasm-vitals/protocol';
import type { ReplayResult } from './replay.js';

/** How right a replay was. An incident counts as right when it was opened inside a labelled fault. */
export interface ReplayScore {
  readonly faults: number;
  readonly found: number;
  readonly incidents: number;
  readonly falseIncidents: number;
  /** Right incidents of all; absent without an incident. */
  readonly precision?: number;
  /** Faults in which something was raised, of all; absent without a fault. */
  readonly recall?: number;
  /** Share of the faults found within 30 s of their start. */
  readonly within30s?: number;
  /** Median of the seconds from start to alarm, over the faults that were found. */
  readonly medianSeconds?: number;
  readonly missed: readonly RecordingLabel[];
}

const FAST = 30;
/** Labels made by hand, and recordings of five seconds, are not exact. */
const SLACK = 5;

/** Scores a replay against labels. */
export function scoreReplay(result: ReplayResult, labels: readonly RecordingLabel[]): ReplayScore {
  const isIn = (time: number, { start, end }: RecordingLabel): boolean =>
    time >= start && time <= end + SLACK;
  const outcomes = labels.map((label) => {
    const times = result.anomalies.map(({ time }) => time).filter((time) => isIn(time, label));
    return { label, delay: times.length > 0 ? Math.min(...times) - label.start : undefined };
  });
  const delays = outcomes.flatMap(({ delay }) => delay ?? []).sort((a, b) => a - b);
  const incidents = result.incidents.length;
  const wrong = result.incidents.filter(({ start }) => !labels.some((label) => isIn(start, label))).length;
  const median = delays[Math.floor(delays.length / 2)];
  return {
    faults: labels.length,
    found: delays.length,
    incidents,
    falseIncidents: wrong,
    ...(incidents > 0 ? { precision: (incidents - wrong) / incidents } : {}),
    ...(labels.length > 0
      ? {
          recall: delays.length / labels.length,
          within30s: delays.filter((delay) => delay <= FAST).length / labels.length,
        }
      : {}),
    ...(median === undefined ? {} : { medianSeconds: median }),
    missed: outcomes.filter(({ delay }) => delay === undefined).map(({ label }) => label),
  };
}
