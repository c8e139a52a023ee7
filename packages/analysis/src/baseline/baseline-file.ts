import type { Baseline, EpochMs } from '@wasm-vitals/protocol';

/** Baselines as data: what a session ends with can be stored, or shipped with a release, and warms the next one. */
export interface BaselineFile {
  readonly version: 1;
  readonly release?: string;
  readonly createdAt?: EpochMs;
  /** By metric id. */
  readonly metrics: Readonly<Record<string, Omit<Baseline, 'source'>>>;
}

/** Tells a baseline file from a history of snapshots. */
export function isBaselineFile(value: object): value is BaselineFile {
  return 'version' in value && value.version === 1 && 'metrics' in value;
}
