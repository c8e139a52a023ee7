import type { Label } from './session.js';

/** What a detector did in one session, in seconds: incidents that were opened, and everything that was raised. */
export interface Alarms {
  readonly incidents: readonly { readonly at: number; readonly name: string }[];
  readonly raised: readonly Raised[];
}

/** An anomaly as it was raised, with what was said of it. */
export interface Raised {
  readonly at: number;
  readonly name: string;
  /** Estimated begin, in seconds of the session. */
  readonly onset?: number;
  /** Bounds of the 95 % interval of the ratio to the baseline. */
  readonly low?: number;
  readonly high?: number;
}

export interface KindFigures {
  readonly faults: number;
  readonly recall: number;
  readonly within30s: number;
  readonly medianSeconds: number | null;
  /** Of those found, how many by a name that fits. */
  readonly namedRight: number;
  /** Median of |estimated begin − true begin|, in seconds. */
  readonly onsetError: number | null;
  /** Share of the 95 % intervals that held the true ratio; null where the kind has none. */
  readonly coverage: number | null;
}

export interface Figures {
  readonly faults: number;
  readonly hours: number;
  readonly precision: number;
  readonly precisionLow: number;
  readonly recall: number;
  readonly recallLow: number;
  readonly within30s: number;
  readonly medianSeconds: number | null;
  readonly falsePerHour: number;
  /** How many incidents a fault opens, of those that open one. */
  readonly incidentsPerFault: number;
  readonly onsetError: number | null;
  readonly coverage: number | null;
  readonly byKind: Readonly<Record<string, KindFigures>>;
}

interface Outcome {
  readonly type: string;
  /** Seconds from when it mattered until it was found, not less than 0; absent where it was missed. */
  readonly delay: number | undefined;
  readonly rightName: boolean;
  /** Estimated begin less the true one, in seconds: of the first anomaly with a name that fits. */
  readonly onsetError: number | undefined;
  /** Whether the interval held the true ratio, where there is one. */
  readonly covered: boolean | undefined;
  /** True where an incident was opened inside it. */
  readonly opened: boolean;
}

/** Adds up sessions. */
export interface Score {
  add(labels: readonly Label[], alarms: Alarms, seconds: number): void;
  figures(): Figures;
  /** Names of false incidents with their count. */
  readonly falseNames: ReadonlyMap<string, number>;
}

/** Wilson's lower bound of a share at 95 % (Wilson 1927). */
export function wilsonLow(hits: number, n: number): number {
  if (n === 0) return 0;
  const z = 1.96;
  const p = hits / n;
  const center = p + (z * z) / (2 * n);
  return (center - z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

const isIn = (at: number, label: Label): boolean => at >= label.start && at <= label.end;

function holds(raised: Raised | undefined, truth: number): boolean | undefined {
  if (raised?.low === undefined || raised.high === undefined) return undefined;
  return raised.low <= truth && truth <= raised.high;
}

function judge(label: Label, alarms: Alarms): Outcome {
  const hits = alarms.raised.filter(({ at }) => isIn(at, label));
  const first = hits[0];
  const named = hits.find(({ name }) => label.names.includes(name));
  return {
    type: label.type,
    delay: first ? Math.max(0, first.at - label.material) : undefined,
    rightName: named !== undefined,
    onsetError: named?.onset === undefined ? undefined : named.onset - label.start,
    covered: label.truth === undefined ? undefined : holds(named, label.truth),
    opened: alarms.incidents.some(({ at }) => isIn(at, label)),
  };
}

function summarise(outcomes: readonly Outcome[]): KindFigures {
  const found = outcomes.flatMap(({ delay }) => delay ?? []);
  const n = Math.max(1, outcomes.length);
  const onsets = outcomes.flatMap(({ onsetError }) => (onsetError === undefined ? [] : Math.abs(onsetError)));
  const intervals = outcomes.flatMap(({ covered }) => covered ?? []);
  return {
    faults: outcomes.length,
    recall: found.length / n,
    within30s: found.filter((delay) => delay <= 30).length / n,
    medianSeconds: median(found),
    onsetError: median(onsets),
    coverage: intervals.length === 0 ? null : intervals.filter(Boolean).length / intervals.length,
    namedRight: outcomes.filter(({ rightName }) => rightName).length / Math.max(1, found.length),
  };
}

export function createScore(): Score {
  const outcomes: Outcome[] = [];
  const falseNames = new Map<string, number>();
  let incidents = 0;
  let wrong = 0;
  let seconds = 0;

  return {
    falseNames,
    add(labels, alarms, length) {
      seconds += length;
      for (const label of labels) outcomes.push(judge(label, alarms));
      incidents += alarms.incidents.length;
      for (const { at, name } of alarms.incidents) {
        if (labels.some((label) => isIn(at, label))) continue;
        wrong++;
        falseNames.set(name, (falseNames.get(name) ?? 0) + 1);
      }
    },
    figures() {
      const all = summarise(outcomes);
      // Several incidents within one fault count once.
      const right = outcomes.filter(({ opened }) => opened).length;
      const found = outcomes.filter(({ delay }) => delay !== undefined).length;
      const kinds = [...new Set(outcomes.map(({ type }) => type))].sort();
      return {
        faults: outcomes.length,
        hours: seconds / 3600,
        precision: right + wrong === 0 ? 0 : right / (right + wrong),
        precisionLow: wilsonLow(right, right + wrong),
        recall: all.recall,
        recallLow: wilsonLow(found, outcomes.length),
        within30s: all.within30s,
        medianSeconds: all.medianSeconds,
        incidentsPerFault: (incidents - wrong) / Math.max(1, right),
        onsetError: all.onsetError,
        coverage: all.coverage,
        falsePerHour: wrong / Math.max(1e-9, seconds / 3600),
        byKind: Object.fromEntries(
          kinds.map((kind) => [kind, summarise(outcomes.filter(({ type }) => type === kind))]),
        ),
      };
    },
  };
}
