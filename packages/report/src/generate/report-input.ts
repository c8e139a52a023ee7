import type {
  ActionRecord,
  Alert,
  EpochMs,
  HistogramData,
  Recommendation,
  Report,
  ReportApplication,
  ReportSessions,
  Snapshot,
} from '@wasm-vitals/protocol';

/** Counted back from the newest snapshot (or from `generatedAt`, where that is earlier). */
export type ReportRange = '15m' | '1h' | '24h' | { readonly from: EpochMs; readonly to: EpochMs };

/** A limit that the host set itself: `{ 'rendering.fps': { above: 50 }, 'wasm.executionStats.p95': { below: 8 } }`. */
export type Budgets = Readonly<Record<string, { readonly below: number } | { readonly above: number }>>;

/**
 * How other sessions of the application did. One value a session and metric, the median of its snapshots, counted into a
 * base-2 exponential histogram; histograms of servers, days or releases merge exactly (`mergeHistograms`), so that the
 * fleet's percentiles are of the whole fleet and never averages of percentiles.
 */
export interface Fleet {
  /** What it is made of, for people: `release 1.4, last 7 days`. */
  readonly name?: string;
  /** By metric of the catalogue. */
  readonly metrics: Readonly<Record<string, HistogramData>>;
}

export interface ReportInput {
  readonly snapshots: readonly Snapshot[];
  readonly alerts?: readonly Alert[];
  readonly recommendations?: readonly Recommendation[];
  readonly actions?: readonly ActionRecord[];
  readonly application?: ReportApplication;
  readonly url?: string;
  readonly generatedAt: EpochMs;
  /** All snapshots, where absent. */
  readonly range?: ReportRange;
  readonly budgets?: Budgets;
  /** An earlier report to compare with: of the release before, or of yesterday. */
  readonly previous?: Report;
  /** Where a server is known: what it says of the fleet. */
  readonly fleet?: Fleet;
  /** Where the session is one of several: how the others did. */
  readonly sessions?: ReportSessions;
  /** Snapshots of other sessions, each in order of time: relations are sought in all of them. */
  readonly otherSessions?: readonly (readonly Snapshot[])[];
}
