import type { DurationMs, Snapshot } from '@wasm-vitals/protocol';

/** What is shown while a page is measured. */
export interface LiveState {
  readonly phase: 'starting' | 'loading' | 'measuring';
  readonly elapsed: DurationMs;
  readonly duration: DurationMs;
  /** The newest one, once there is one. */
  readonly snapshot?: Snapshot;
}
