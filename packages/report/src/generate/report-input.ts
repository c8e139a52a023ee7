import type {
  ActionRecord,
  Alert,
  EpochMs,
  Recommendation,
  Report,
  ReportApplication,
  Snapshot,
} from '@wasm-vitals/protocol';

/** Counted back from the newest snapshot (or from `generatedAt`, where that is earlier). */
export type ReportRange = '15m' | '1h' | '24h' | { readonly from: EpochMs; readonly to: EpochMs };

/** A limit that the host set itself: `{ 'rendering.fps': { above: 50 }, 'wasm.executionStats.p95': { below: 8 } }`. */
export type Budgets = Readonly<Record<string, { readonly below: number } | { readonly above: number }>>;

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
}
